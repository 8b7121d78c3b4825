package io.github.hastreaming.support;

import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.target.StreamTarget;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows no secondary and makes none, and counts how often it is to make one. */
public final class UnwillingResolver implements SecondaryResolver {

  private final AtomicInteger provisionings = new AtomicInteger();

  @Override
  public List<StreamTarget> find(ResolverContext context) {
    return List.of();
  }

  @Override
  public Optional<StreamTarget> provision(ResolverContext context) {
    provisionings.incrementAndGet();
    return Optional.empty();
  }

  public int provisionings() {
    return provisionings.get();
  }
}
