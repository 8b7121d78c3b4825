package io.github.hastreaming.internal.failover;

import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import java.util.List;
import java.util.Optional;

/** A follower's resolver: finds what there is and creates nothing. */
public final class FindingResolver implements SecondaryResolver {

  private final SecondaryResolver resolver;

  public FindingResolver(SecondaryResolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public List<StreamTarget> find(ResolverContext context) {
    return resolver.find(context);
  }

  @Override
  public Optional<StreamDescription> describePrimary(ResolverContext context) {
    return resolver.describePrimary(context);
  }

  @Override
  public String toString() {
    return resolver.toString();
  }
}
