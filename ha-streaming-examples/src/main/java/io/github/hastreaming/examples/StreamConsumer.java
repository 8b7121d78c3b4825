package io.github.hastreaming.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.model.Message;
import com.oracle.bmc.streaming.requests.ConsumerCommitRequest;
import com.oracle.bmc.streaming.requests.CreateGroupCursorRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import io.github.hastreaming.HaStreamClient;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints the messages of a stream of a real tenancy, as a member of a consumer group. */
public final class StreamConsumer {

  private static final String USAGE = "usage: StreamConsumer [options]\n\n" + TenancyOptions.USAGE;

  // The service allows five reads a second for each partition and group.
  private static final long POLL_MILLIS = 250;
  private static final int LIMIT = 1_000;

  private final HaStreamClient client;
  private final String streamOcid;
  private final PrintStream out;
  private final PrintStream err;
  private String cursor;

  private StreamConsumer(
      HaStreamClient client, String streamOcid, String group, PrintStream out, PrintStream err) {
    this.client = client;
    this.streamOcid = streamOcid;
    this.out = out;
    this.err = err;
    this.cursor = join(client, streamOcid, group);
  }

  /**
   * Runs until the process is ended. Exit status 1 if the group cannot be joined, 2 if an option is
   * wrong or missing.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    System.exit(run(System.out, System.err, System.getenv(), List.of(args), never));
  }

  /** Runs until the latch opens. */
  static int run(
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      List<String> args,
      CountDownLatch stop)
      throws InterruptedException {
    if (args.contains("--help")) {
      out.print(USAGE);
      return FailoverDemo.GOOD;
    }
    try {
      TenancyOptions options = TenancyOptions.parse(environment, args);
      try (HaStreamClient client = options.connect()) {
        StreamConsumer consumer =
            new StreamConsumer(client, options.streamOcid(), options.group(), out, err);
        while (!stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          consumer.readAndCommit();
        }
        return FailoverDemo.GOOD;
      }
    } catch (UsageException e) {
      err.println(OneLine.of(e) + "; --help tells the options");
      return FailoverDemo.WRONG_USAGE;
    } catch (BmcException e) {
      err.println("the group cannot be joined: " + OneLine.of(e));
      return FailoverDemo.BAD;
    }
  }

  private static String join(Stream client, String streamOcid, String group) {
    CreateGroupCursorDetails details =
        CreateGroupCursorDetails.builder()
            .groupName(group)
            .type(CreateGroupCursorDetails.Type.TrimHorizon)
            .commitOnGet(false)
            .build();
    return client
        .createGroupCursor(
            CreateGroupCursorRequest.builder()
                .streamId(streamOcid)
                .createGroupCursorDetails(details)
                .build())
        .getCursor()
        .getValue();
  }

  private void readAndCommit() {
    try {
      GetMessagesResponse response =
          client.getMessages(
              GetMessagesRequest.builder()
                  .streamId(streamOcid)
                  .cursor(cursor)
                  .limit(LIMIT)
                  .build());
      cursor = response.getOpcNextCursor();
      for (Message message : response.getItems()) {
        print(message);
      }
      if (!response.getItems().isEmpty()) {
        cursor =
            client
                .consumerCommit(
                    ConsumerCommitRequest.builder().streamId(streamOcid).cursor(cursor).build())
                .getCursor()
                .getValue();
      }
    } catch (BmcException e) {
      err.println("no region serves: " + OneLine.of(e)); // The same cursor serves again.
    }
  }

  /** Offsets belong to a region, so that is shown with them. */
  private void print(Message message) {
    out.println(
        client.originOf(cursor).region()
            + " "
            + message.getPartition()
            + " "
            + message.getOffset()
            + " "
            + new String(message.getValue(), UTF_8));
  }
}
