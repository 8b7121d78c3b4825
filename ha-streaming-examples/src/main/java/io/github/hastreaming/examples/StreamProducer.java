package io.github.hastreaming.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.PutMessagesDetails;
import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import io.github.hastreaming.HaStreamClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Puts each line of the standard input as one message, into a stream of a real tenancy. */
public final class StreamProducer {

  private static final String USAGE =
      "usage: StreamProducer [options] <lines\n\n" + TenancyOptions.USAGE;

  private StreamProducer() {}

  /**
   * Runs until the input ends. Exit status 0 if every line was acknowledged, 1 if one was not, 2 if
   * an option is wrong or missing.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) throws IOException {
    System.exit(run(System.in, System.out, System.err, System.getenv(), List.of(args)));
  }

  static int run(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      List<String> args)
      throws IOException {
    if (args.contains("--help")) {
      out.print(USAGE);
      return FailoverDemo.GOOD;
    }
    try {
      TenancyOptions options = TenancyOptions.parse(environment, args);
      try (HaStreamClient client = options.connect()) {
        return putLines(in, out, err, client, options.streamOcid());
      }
    } catch (UsageException e) {
      err.println(OneLine.of(e) + "; --help tells the options");
      return FailoverDemo.WRONG_USAGE;
    }
  }

  private static int putLines(
      InputStream in, PrintStream out, PrintStream err, Stream client, String streamOcid)
      throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
    int status = FailoverDemo.GOOD;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      try {
        PutMessagesResultEntry entry =
            client
                .putMessages(request(streamOcid, line))
                .getPutMessagesResult()
                .getEntries()
                .get(0);
        if (entry.getError() == null) {
          out.println("partition " + entry.getPartition() + " offset " + entry.getOffset());
          continue;
        }
        err.println("not stored: " + entry.getError() + ", " + entry.getErrorMessage());
      } catch (BmcException e) {
        err.println("not stored: " + OneLine.of(e));
      }
      status = FailoverDemo.BAD;
    }
    return status;
  }

  private static PutMessagesRequest request(String streamOcid, String line) {
    PutMessagesDetailsEntry entry =
        PutMessagesDetailsEntry.builder().value(line.getBytes(UTF_8)).build();
    return PutMessagesRequest.builder()
        .streamId(streamOcid)
        .putMessagesDetails(PutMessagesDetails.builder().messages(List.of(entry)).build())
        .build();
  }
}
