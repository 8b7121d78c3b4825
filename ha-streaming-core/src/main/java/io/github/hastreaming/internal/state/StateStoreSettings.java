package io.github.hastreaming.internal.state;

import io.github.hastreaming.state.FailoverStateStore;
import java.time.Duration;

/**
 * Where the state is kept.
 *
 * @param store the store
 * @param pollInterval how often it is read for changes of others; zero: never, it has no others
 */
public record StateStoreSettings(FailoverStateStore store, Duration pollInterval) {}
