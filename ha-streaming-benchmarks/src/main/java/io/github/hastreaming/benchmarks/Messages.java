package io.github.hastreaming.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.oracle.bmc.streaming.model.PutMessagesDetails;
import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import java.util.Collections;

/** The puts that are measured, of small messages. */
final class Messages {

  private Messages() {}

  static PutMessagesRequest put(String streamOcid) {
    return put(streamOcid, 1);
  }

  static PutMessagesRequest put(String streamOcid, int entries) {
    byte[] value = "a message of about fifty bytes, as an event may have".getBytes(UTF_8);
    PutMessagesDetailsEntry entry =
        PutMessagesDetailsEntry.builder().key("key".getBytes(UTF_8)).value(value).build();
    return PutMessagesRequest.builder()
        .streamId(streamOcid)
        .putMessagesDetails(
            PutMessagesDetails.builder().messages(Collections.nCopies(entries, entry)).build())
        .build();
  }
}
