package io.github.hastreaming.resolver;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
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
    return targets(context, resolver -> resolver.find(context));
  }

  @Override
  public Optional<StreamTarget> provision(ResolverContext context) {
    return targets(context, resolver -> resolver.provision(context).stream().toList()).stream()
        .findFirst();
  }

  private List<StreamTarget> targets(
      ResolverContext context, Function<SecondaryResolver, List<StreamTarget>> question) {
    RankedTargets found = new RankedTargets(context.refusedOcids());
    Optional<RuntimeException> failure =
        askInTurn(resolver -> found.add(question.apply(resolver)), found::hasFit);
    // Where there is nothing but an error, it says why there is nothing.
    if (found.isEmpty() && failure.isPresent()) {
      throw failure.get();
    }
    return found.bestFirst();
  }

  @Override
  public Optional<StreamDescription> describePrimary(ResolverContext context) {
    AtomicReference<@Nullable StreamDescription> answer = new AtomicReference<>();
    Optional<RuntimeException> failure =
        askInTurn(
            resolver -> resolver.describePrimary(context).ifPresent(answer::set),
            () -> answer.get() != null);
    if (answer.get() == null && failure.isPresent()) {
      throw failure.get();
    }
    return Optional.ofNullable(answer.get());
  }

  @Override
  public boolean provisions() {
    return isOfAny(SecondaryResolver::provisions);
  }

  @Override
  public boolean provisionsAhead() {
    return isOfAny(SecondaryResolver::provisionsAhead);
  }

  private boolean isOfAny(Predicate<SecondaryResolver> question) {
    AtomicBoolean answer = new AtomicBoolean();
    askInTurn(resolver -> answer.set(question.test(resolver)), answer::get);
    return answer.get();
  }

  @Override
  public EndpointPolicy trusting(EndpointPolicy policy) {
    EndpointPolicy wider = policy;
    for (SecondaryResolver resolver : resolvers) {
      wider = resolver.trusting(wider);
    }
    return wider;
  }

  /**
   * Asks until there is enough. Resolvers are the application's code: whatever one throws is no
   * answer, and no reason not to ask the next.
   *
   * @return the first failure
   */
  @SuppressWarnings("CatchingUnchecked") // A lambda may throw checked exceptions sneakily.
  private Optional<RuntimeException> askInTurn(
      Consumer<SecondaryResolver> question, BooleanSupplier enough) {
    @Nullable RuntimeException first = null;
    for (SecondaryResolver resolver : resolvers) {
      try {
        question.accept(resolver);
      } catch (VirtualMachineError e) {
        throw e;
      } catch (Throwable e) {
        logOnce(e);
        first = first == null ? asRuntimeException(e) : first;
      }
      if (enough.getAsBoolean()) {
        break;
      }
    }
    return Optional.ofNullable(first);
  }

  private static RuntimeException asRuntimeException(Throwable error) {
    if (error instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return error instanceof RuntimeException already
        ? already
        : new SecondaryResolutionException(describe(error), error);
  }

  private void logOnce(Throwable error) {
    String description = describe(error);
    if (logged.size() < MAX_LOGGED && logged.add(description)) {
      LOG.warn("A resolver of the secondary stream failed, the next is asked: {}", description);
    }
  }

  /** An exception of the application's may fail to describe itself. */
  private static String describe(Throwable error) {
    try {
      return OneLine.of(error.toString());
    } catch (RuntimeException e) {
      return error.getClass().getName();
    }
  }

  @Override
  public String toString() {
    return "firstOf" + resolvers;
  }
}
