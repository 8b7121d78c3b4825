package io.github.hastreaming.state;

import io.github.hastreaming.internal.settings.Defaults;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** See {@link FailoverStateStore#inMemory()}. */
final class InMemoryStateStore implements FailoverStateStore {

  private final Map<String, FailoverState> states = new HashMap<>();

  @Override
  public synchronized Optional<FailoverState> load(String primaryOcid) {
    return Optional.ofNullable(states.get(primaryOcid));
  }

  @Override
  public synchronized boolean compareAndSet(Optional<FailoverState> expected, FailoverState next) {
    if (!next.mayReplace(load(next.primaryOcid()), expected)) {
      return false;
    }
    states.put(next.primaryOcid(), next);
    return true;
  }

  @Override
  public Duration defaultPollInterval() {
    return Defaults.STATE_POLL_LOCAL;
  }
}
