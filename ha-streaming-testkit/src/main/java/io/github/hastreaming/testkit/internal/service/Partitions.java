package io.github.hastreaming.testkit.internal.service;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The partitions of a stream, without what is older than the stream's retention. */
final class Partitions {
  private final List<PartitionLog> logs;
  private final AdjustableClock clock;
  private final Duration retention;

  Partitions(int count, AdjustableClock clock, Duration retention) {
    this.logs = IntStream.range(0, count).mapToObj(Partitions::log).toList();
    this.clock = clock;
    this.retention = retention;
  }

  int count() {
    return logs.size();
  }

  PartitionLog get(int index) {
    PartitionLog log = logs.get(index);
    log.trimBefore(clock.now().minus(retention));
    return log;
  }

  PartitionLog get(String partition) {
    return get(indexOf(partition));
  }

  int indexOf(String partition) {
    for (int index = 0; index < logs.size(); index++) {
      if (logs.get(index).partition().equals(partition)) {
        return index;
      }
    }
    throw ServiceException.invalidParameter("Partition " + partition + " is invalid");
  }

  List<String> names() {
    return logs.stream().map(PartitionLog::partition).toList();
  }

  List<Message> messages() {
    return IntStream.range(0, count()).boxed().flatMap(index -> get(index).all().stream()).toList();
  }

  void clear() {
    logs.forEach(PartitionLog::clear);
  }

  private static PartitionLog log(int index) {
    return new PartitionLog(Integer.toString(index));
  }
}
