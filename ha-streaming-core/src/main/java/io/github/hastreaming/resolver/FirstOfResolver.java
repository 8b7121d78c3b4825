package io.github.hastreaming.resolver;

import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** See {@link SecondaryResolver#firstOf}. */
final class FirstOfResolver implements SecondaryResolver {

  private static final Logger LOG = LoggerFactory.getLogger(SecondaryResolver.class);
  private static final int MAX_LOGGED = 100; // Messages may differ each time.

  private final List<SecondaryResolver> resolvers;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  FirstOfResolver(List<SecondaryResolver> resolvers) {
    if (resolvers.isEmpty()) {
      throw new IllegalArgumentException("firstOf needs at least one resolver");
    }
    this.resolvers = resolvers;
  }

  @Override
  public List<StreamTarget> find(ResolverContext context) {
    return first(resolver -> resolver.find(context));
  }

  @Override
  public Optional<StreamTarget> provision(ResolverContext context) {
    return first(resolver -> resolver.provision(context).stream().toList()).stream().findFirst();
  }

  @Override
  public Optional<StreamDescription> describePrimary(ResolverContext context) {
    return first(resolver -> resolver.describePrimary(context).stream().toList()).stream()
        .findFirst();
  }

  @Override
  public boolean provisionsAhead() {
    return resolvers.stream().anyMatch(SecondaryResolver::provisionsAhead);
  }

  /** The first answer. Where there is none but an error, the error: it says why there is none. */
  private <T> List<T> first(Function<SecondaryResolver, List<T>> question) {
    @Nullable RuntimeException firstError = null;
    for (SecondaryResolver resolver : resolvers) {
      try {
        List<T> answer = question.apply(resolver);
        if (!answer.isEmpty()) {
          return answer;
        }
      } catch (RuntimeException | LinkageError e) { // Such as a part of the SDK that is missing.
        logOnce(e);
        firstError = firstError == null ? asRuntimeException(e) : firstError;
      }
    }
    if (firstError != null) {
      throw firstError;
    }
    return List.of();
  }

  private static RuntimeException asRuntimeException(Throwable error) {
    return error instanceof RuntimeException already
        ? already
        : new SecondaryResolutionException(error.toString(), error);
  }

  private void logOnce(Throwable error) {
    if (logged.size() < MAX_LOGGED && logged.add(String.valueOf(error.getMessage()))) {
      LOG.warn(
          "A resolver of the secondary stream failed, the next is asked: {}", error.toString());
    }
  }

  @Override
  public String toString() {
    return "firstOf" + resolvers;
  }
}
