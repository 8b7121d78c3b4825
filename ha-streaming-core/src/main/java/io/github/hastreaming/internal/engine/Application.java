package io.github.hastreaming.internal.engine;

import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.internal.region.ResilienceRegistries;
import io.github.hastreaming.internal.state.StateStoreSettings;
import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.target.StreamFactory;
import java.util.List;

/**
 * What the application gives a client besides numbers.
 *
 * @param context the pair as resolvers see it
 * @param resolver names the secondary
 * @param factory makes the regions' clients
 * @param foreignClients whether {@code factory} is the application's
 * @param registries where breakers and retries are seen
 * @param store where the state is kept
 * @param failbackPolicy when to come back
 * @param listeners told of events, after the log
 */
public record Application(
    ResolverContext context,
    SecondaryResolver resolver,
    StreamFactory factory,
    boolean foreignClients,
    ResilienceRegistries registries,
    StateStoreSettings store,
    FailbackPolicy failbackPolicy,
    List<FailoverListener> listeners) {}
