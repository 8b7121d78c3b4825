package io.github.hastreaming.internal.call;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.model.PutMessagesResult;
import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import java.util.List;

/** Reads answers to puts. */
final class PutAnswers {

  private PutAnswers() {}

  /**
   * The result, which has one entry for each message, in request order.
   *
   * @throws BmcException if it has not: what was stored is then unknown
   */
  static PutMessagesResult requireOneToOne(PutMessagesResponse response, int sent) {
    PutMessagesResult result = response.getPutMessagesResult();
    int answered = result == null || result.getEntries() == null ? -1 : result.getEntries().size();
    if (result == null || answered != sent || hasGap(result)) {
      throw new BmcException(
          false,
          "putMessages of "
              + sent
              + " messages was answered with "
              + (answered < 0 ? "no" : answered)
              + " usable entries; what was stored is unknown",
          null,
          response.getOpcRequestId());
    }
    return result;
  }

  private static boolean hasGap(PutMessagesResult result) {
    for (PutMessagesResultEntry entry : result.getEntries()) {
      if (entry == null) {
        return true;
      }
    }
    return false;
  }

  /** By the entries, not by the answer's count of failures. */
  static boolean isComplete(PutMessagesResult result) {
    List<PutMessagesResultEntry> entries = result.getEntries();
    for (int index = 0; index < entries.size(); index++) { // Every put passes here: no iterator.
      if (!isAcknowledged(entries.get(index))) {
        return false;
      }
    }
    return true;
  }

  static boolean isAcknowledged(PutMessagesResultEntry entry) {
    return entry.getError() == null;
  }
}
