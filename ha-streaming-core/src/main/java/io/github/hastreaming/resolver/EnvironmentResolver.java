package io.github.hastreaming.resolver;

import io.github.hastreaming.target.StreamTarget;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** See {@link SecondaryResolver#environment(String)}. */
final class EnvironmentResolver implements SecondaryResolver {

  private final String prefix;
  private final Function<String, @Nullable String> environment;

  EnvironmentResolver(String prefix, Function<String, @Nullable String> environment) {
    this.prefix = Objects.requireNonNull(prefix, "prefix");
    this.environment = environment;
  }

  @Override
  public List<StreamTarget> find(ResolverContext context) {
    String ocidKey = prefix + SecondarySettings.OCID;
    String endpointKey = prefix + SecondarySettings.ENDPOINT;
    return SecondarySettings.toTargets(
        "the environment",
        ocidKey,
        environment.apply(ocidKey),
        endpointKey,
        environment.apply(endpointKey),
        context);
  }

  @Override
  public String toString() {
    return "environment(" + prefix + SecondarySettings.OCID + ")";
  }
}
