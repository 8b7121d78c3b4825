package io.github.hastreaming.state;

import io.github.hastreaming.state.contract.States;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that counts up in a state file: arguments are the file, a name, and how often. Prints
 * {@code ready}, waits for a line, writes, and prints {@code done} after each of its changes.
 */
final class StateWriter {

  private StateWriter() {}

  public static void main(String[] arguments) throws Exception {
    FailoverStateStore store = FailoverStateStore.propertiesFile(Path.of(arguments[0]));
    int changes = Integer.parseInt(arguments[2]);
    System.out.println("ready");
    System.in.read();
    for (int done = 0; done < changes; ) {
      Optional<FailoverState> seen = store.load(States.PRIMARY.streamOcid());
      FailoverState next = next(seen, arguments[1]);
      if (store.compareAndSet(seen, next)) {
        done++;
        System.out.println("done " + next.epoch());
      }
    }
  }

  /** Counts the changes of each process in a field of its own. */
  private static FailoverState next(Optional<FailoverState> seen, String name) {
    FailoverState base = seen.orElseGet(() -> States.onSecondary(0));
    var fields = new java.util.TreeMap<>(base.otherFields());
    fields.merge(name, "1", (count, one) -> Integer.toString(Integer.parseInt(count) + 1));
    return base.toBuilder()
        .epoch(base.epoch() + 1)
        .otherFields(fields)
        .reason("by " + name + " " + "x".repeat(8_000))
        .build();
  }
}
