package io.github.hastreaming.internal.call;

import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import com.oracle.bmc.streaming.model.PutMessagesResult;
import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.call.WriteOutcomeUnknownException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of a put that took more than one attempt: which are acknowledged, which are not. */
final class PendingEntries {

  private final List<PutMessagesDetailsEntry> all;
  private final @Nullable PutMessagesResultEntry[] results;
  private final BitSet pending;
  private final BitSet unknown = new BitSet();
  private @Nullable PutMessagesResponse lastAnswer;

  PendingEntries(List<PutMessagesDetailsEntry> all) {
    this.all = all;
    this.results = new PutMessagesResultEntry[all.size()];
    this.pending = new BitSet();
    pending.set(0, all.size());
  }

  /** The entries to send, in request order. */
  List<PutMessagesDetailsEntry> entries() {
    List<PutMessagesDetailsEntry> entries = new ArrayList<>(pending.cardinality());
    pending.stream().forEach(index -> entries.add(all.get(index)));
    return entries;
  }

  int size() {
    return pending.cardinality();
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  boolean anyAcknowledged() {
    return pending.cardinality() < all.size();
  }

  /** Takes the answer to {@link #entries()}; it has one result for each. */
  void answered(PutMessagesResponse response, List<PutMessagesResultEntry> answers) {
    lastAnswer = response;
    int index = -1;
    for (PutMessagesResultEntry answer : answers) {
      index = pending.nextSetBit(index + 1);
      results[index] = answer;
      if (PutAnswers.isAcknowledged(answer)) {
        pending.clear(index);
      }
    }
  }

  /** The last attempt failed in a way that leaves open whether its entries were stored. */
  void markUnknown() {
    unknown.or(pending);
  }

  /** All results in request order. */
  PutMessagesResponse toResponse() {
    List<PutMessagesResultEntry> merged = new ArrayList<>(Arrays.asList(results));
    pending.stream().forEach(index -> merged.set(index, failedResult(index)));
    PutMessagesResponse.Builder response = PutMessagesResponse.builder();
    if (lastAnswer != null) {
      response.copy(lastAnswer);
    }
    return response
        .putMessagesResult(
            PutMessagesResult.builder().failures(pending.cardinality()).entries(merged).build())
        .build();
  }

  private PutMessagesResultEntry failedResult(int index) {
    if (unknown.get(index)) {
      return PutMessagesResultEntry.builder()
          .error(WriteOutcomeUnknownException.ENTRY_ERROR)
          .errorMessage("It is not known whether this message was stored.")
          .build();
    }
    PutMessagesResultEntry answer = results[index];
    return answer != null
        ? answer
        : PutMessagesResultEntry.builder()
            .error("ServiceUnavailable")
            .errorMessage("This message was not stored: no region accepted it.")
            .build();
  }
}
