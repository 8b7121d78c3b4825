package io.github.hastreaming.benchmarks;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import java.util.function.BooleanSupplier;

/** What the threads of a benchmark call. */
@FunctionalInterface
interface Traffic {

  /** Puts of one message. */
  Traffic PUTS =
      (client, streamOcid, thread) -> {
        PutMessagesRequest request = Messages.put(streamOcid);
        return () -> client.putMessages(request).getPutMessagesResult().getFailures() == 0;
      };

  /** Reads; a thread has a partition. */
  Traffic READS = Reader::new;

  /** One thread's calls: each tells whether it was served, or throws. */
  BooleanSupplier caller(Stream client, String streamOcid, int thread);

  /** Reads on from its cursor. */
  final class Reader implements BooleanSupplier {

    private final Stream client;
    private final String streamOcid;
    private String cursor;

    private Reader(Stream client, String streamOcid, int partition) {
      this.client = client;
      this.streamOcid = streamOcid;
      CreateCursorDetails oldest =
          CreateCursorDetails.builder()
              .partition(Integer.toString(partition))
              .type(CreateCursorDetails.Type.TrimHorizon)
              .build();
      CreateCursorRequest request =
          CreateCursorRequest.builder().streamId(streamOcid).createCursorDetails(oldest).build();
      this.cursor = client.createCursor(request).getCursor().getValue();
    }

    @Override
    public boolean getAsBoolean() {
      GetMessagesRequest request =
          GetMessagesRequest.builder().streamId(streamOcid).cursor(cursor).limit(100).build();
      GetMessagesResponse response = client.getMessages(request);
      cursor = response.getOpcNextCursor();
      return true;
    }
  }
}
