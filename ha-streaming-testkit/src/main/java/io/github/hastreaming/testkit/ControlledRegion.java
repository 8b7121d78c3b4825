package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the control endpoint can see of a region and do to it. Thread-safe. */
final class ControlledRegion {
  private final OciStreamingEmulator region;
  private final AtomicInteger lastFaultId = new AtomicInteger();
  private final Map<Integer, InjectedFault> faults = new ConcurrentSkipListMap<>();

  ControlledRegion(OciStreamingEmulator region) {
    this.region = region;
  }

  RegionBody describe() {
    List<StreamBody> streams = region.streams().stream().map(StreamBody::of).toList();
    return new RegionBody(region.region(), region.endpoint(), region.isDestroyed(), streams);
  }

  List<MessageBody> messages(@Nullable String streamOcid) {
    List<StoredMessage> messages =
        streamOcid == null ? region.messages() : region.messages(streamOcid);
    return messages.stream().map(MessageBody::of).toList();
  }

  List<RequestBody> requests() {
    return region.requests().stream().map(RequestBody::of).toList();
  }

  void forgetRequests() {
    region.clearRequests();
  }

  ActiveFaultBody inject(FaultBody body) {
    Fault fault = body.toFault();
    int id = lastFaultId.incrementAndGet();
    InjectedFault injected = new InjectedFault(fault, region.inject(fault));
    faults.put(id, injected);
    return injected.body(id);
  }

  List<ActiveFaultBody> faults() {
    return faults.entrySet().stream().map(entry -> entry.getValue().body(entry.getKey())).toList();
  }

  void heal(String id) {
    InjectedFault fault = faults.remove(parse(id));
    if (fault == null) {
      throw ServiceException.notFound();
    }
    fault.handle.heal();
  }

  void healAll() {
    faults.clear();
    region.heal();
  }

  void permit(PermissionsBody body) {
    Permissions permissions = body.toPermissions();
    if (body.by() == null) {
      region.permit(permissions);
    } else {
      region.permit(new Caller(body.by()), permissions);
    }
  }

  void destroy() {
    faults.clear();
    region.destroy();
  }

  void throttle(ThrottleBody body) {
    if (body.streamId() == null || body.partition() == null) {
      throw ServiceException.missingParameter("streamId and partition");
    }
    region.throttlePartition(body.streamId(), body.partition(), body.calls());
  }

  void advanceClock(ClockBody body) {
    region.advanceClock(Duration.ofMillis(body.advanceMillis()));
  }

  private static int parse(String id) {
    try {
      return Integer.parseInt(id);
    } catch (NumberFormatException malformed) {
      throw ServiceException.notFound();
    }
  }

  private record InjectedFault(Fault fault, FaultHandle handle) {
    ActiveFaultBody body(int id) {
      return new ActiveFaultBody(id, fault.toString(), handle.hits());
    }
  }

  record RegionBody(String name, String endpoint, boolean destroyed, List<StreamBody> streams) {}

  record StreamBody(String ocid, String name, int partitions, String lifecycleState) {
    static StreamBody of(StreamDescription stream) {
      return new StreamBody(
          stream.ocid(), stream.name(), stream.partitions(), stream.lifecycleState());
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record MessageBody(
      String streamId,
      String partition,
      long offset,
      byte @Nullable [] key,
      byte[] value,
      Instant timestamp) {
    static MessageBody of(StoredMessage message) {
      return new MessageBody(
          message.streamOcid(),
          message.partition(),
          message.offset(),
          message.key(),
          message.value(),
          message.timestamp());
    }
  }

  record RequestBody(
      String method,
      String path,
      String operation,
      @Nullable String opcRequestId,
      @Nullable String opcClientRetries,
      Instant arrivedAt) {
    static RequestBody of(RecordedRequest request) {
      return new RequestBody(
          request.method(),
          request.path(),
          request.operation(),
          request.opcRequestId(),
          request.opcClientRetries(),
          request.arrivedAt());
    }
  }

  record ActiveFaultBody(int id, String fault, int hits) {}

  record ThrottleBody(@Nullable String streamId, @Nullable String partition, int calls) {}

  record ClockBody(long advanceMillis) {}
}
