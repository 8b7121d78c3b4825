package io.github.hastreaming.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.oracle.bmc.streaming.model.PutMessagesDetails;
import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import java.util.List;

/** The puts that are measured: one small message each. */
final class Messages {

  private Messages() {}

  static PutMessagesRequest put(String streamOcid) {
    byte[] value = "a message of about fifty bytes, as an event may have".getBytes(UTF_8);
    PutMessagesDetailsEntry entry =
        PutMessagesDetailsEntry.builder().key("key".getBytes(UTF_8)).value(value).build();
    return PutMessagesRequest.builder()
        .streamId(streamOcid)
        .putMessagesDetails(PutMessagesDetails.builder().messages(List.of(entry)).build())
        .build();
  }
}
