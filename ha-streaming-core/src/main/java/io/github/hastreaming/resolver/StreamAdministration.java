package io.github.hastreaming.resolver;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.streaming.StreamAdmin;
import com.oracle.bmc.streaming.model.CreateStreamDetails;
import com.oracle.bmc.streaming.model.Stream;
import com.oracle.bmc.streaming.model.StreamSummary;
import com.oracle.bmc.streaming.requests.CreateStreamRequest;
import com.oracle.bmc.streaming.requests.GetStreamRequest;
import com.oracle.bmc.streaming.requests.ListStreamsRequest;
import com.oracle.bmc.streaming.responses.ListStreamsResponse;
import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The few requests to the admin API that provisioning needs, each sent once. */
final class StreamAdministration implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SecondaryResolver.class);
  private static final int PAGE_SIZE = 50;
  private static final int NOT_FOUND = 404;

  private final StreamAdmin client;
  private final @Nullable String compartmentId;
  private final @Nullable String streamPoolId;

  StreamAdministration(StreamAdmin client, ProvisioningBuilder options) {
    this.client = client;
    this.compartmentId = options.compartmentId;
    this.streamPoolId = options.streamPoolId;
  }

  /**
   * The streams of a name that exist now, in whatever state: in a compartment, each pool may have
   * one.
   *
   * @throws BmcException what the service answered
   */
  List<FoundStream> find(String name) {
    List<FoundStream> found = new ArrayList<>();
    String page = null;
    do {
      ListStreamsResponse response =
          client.listStreams(
              ListStreamsRequest.builder()
                  .compartmentId(compartmentId)
                  .streamPoolId(streamPoolId)
                  .name(name)
                  .limit(PAGE_SIZE)
                  .page(page)
                  .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
                  .build());
      response.getItems().stream()
          .filter(stream -> name.equals(stream.getName()))
          .map((StreamSummary summary) -> FoundStream.of(summary))
          .filter(stream -> !stream.isGone())
          .forEach(found::add);
      page = response.getOpcNextPage();
    } while (page != null && !page.isEmpty());
    if (found.size() > 1) {
      LOG.warn(
          "{} streams are named {}; set streamPoolId to choose: {}",
          found.size(),
          name,
          OneLine.of(found.toString()));
    }
    return found;
  }

  /**
   * A stream by its OCID; empty if it was deleted meanwhile.
   *
   * @throws BmcException what the service answered
   */
  Optional<FoundStream> get(String ocid) {
    try {
      FoundStream found = FoundStream.of(stream(ocid));
      return found.isGone() ? Optional.empty() : Optional.of(found);
    } catch (BmcException e) {
      if (e.getStatusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * What a stream was created with.
   *
   * @throws BmcException what the service answered
   */
  StreamDescription describe(String ocid) {
    Stream stream = stream(ocid);
    return new StreamDescription(
        stream.getName(), stream.getPartitions(), stream.getRetentionInHours());
  }

  private Stream stream(String ocid) {
    return client
        .getStream(
            GetStreamRequest.builder()
                .streamId(ocid)
                .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
                .build())
        .getStream();
  }

  /**
   * Creates the stream.
   *
   * @return its OCID
   * @throws BmcException what the service answered
   */
  String create(StreamPlan plan, Map<String, String> freeformTags) {
    return client
        .createStream(
            CreateStreamRequest.builder()
                .createStreamDetails(
                    CreateStreamDetails.builder()
                        .name(plan.name())
                        .partitions(plan.partitionsToCreate())
                        .retentionInHours(plan.retentionHoursToCreate())
                        .compartmentId(compartmentId)
                        .streamPoolId(streamPoolId)
                        .freeformTags(freeformTags.isEmpty() ? null : freeformTags)
                        .build())
                .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
                .build())
        .getStream()
        .getId();
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (Exception e) {
      LOG.debug("An admin client could not be closed: {}", e.toString());
    }
  }
}
