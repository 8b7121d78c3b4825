package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.internal.event.PacedLog;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the resolver: in the background, so that the secondary is known before it is needed, and on
 * demand when it is needed and not known. One question at a time.
 */
public final class SecondaryFinder {

  private static final Logger LOG = LoggerFactory.getLogger(SecondaryFinder.class);

  private final SecondaryResolver resolver;
  private final ResolverContext context;
  private final StateKeeper keeper;
  private final TimeSource time;
  private final Consumer<StreamTarget> onFound;
  private final boolean mayProvision;
  private volatile Answer last = new Answer(List.of(), "the resolver has not answered yet");
  private final ResolverQuestion resolving;
  private final ResolverQuestion lookingUp;
  private final PacedLog log;
  private volatile boolean primaryNotDescribed;

  /**
   * What the resolver said.
   *
   * @param targets what it found, checked; empty if there is nothing to use
   * @param explanation why there is nothing to use
   */
  public record Answer(List<StreamTarget> targets, String explanation) {

    boolean isEmpty() {
      return targets.isEmpty();
    }
  }

  /**
   * @param onFound told the best target each time there is one; on a background thread
   * @param mayProvision whether a stream may be made where none is found
   */
  public SecondaryFinder(
      SecondaryResolver resolver,
      ResolverContext context,
      StateKeeper keeper,
      TimeSource time,
      Consumer<StreamTarget> onFound,
      boolean mayProvision) {
    this.resolver = resolver;
    this.context = context;
    this.keeper = keeper;
    this.time = time;
    this.onFound = onFound;
    this.mayProvision = mayProvision;
    this.log = new PacedLog(time);
    this.resolving = new ResolverQuestion(this::findOrProvision, time);
    this.lookingUp = new ResolverQuestion(this::findOnly, time);
  }

  /** Begins to ask in the background. */
  public void start() {
    time.execute(this::findInBackground);
  }

  public Answer lastAnswer() {
    return last;
  }

  private void findInBackground() {
    describePrimary();
    Answer answer = find();
    announce(answer);
    if (answer.isEmpty() && mayProvision && resolver.provisionsAhead()) {
      answer = resolve().join();
    }
    Duration interval = answer.isEmpty() ? Defaults.FIND_UNTIL_FOUND : Defaults.FIND_AFTER;
    time.schedule(Intervals.jittered(interval), () -> time.execute(this::findInBackground));
  }

  /** While it can be asked: a secondary made later is made like it. */
  private void describePrimary() {
    FailoverState state = keeper.state();
    if (state.isPrimaryActive() && state.primaryDescription().isEmpty()) {
      try {
        resolver.describePrimary(context).ifPresent(keeper::learnPrimary);
      } catch (RuntimeException | LinkageError e) {
        if (!primaryNotDescribed) {
          LOG.warn(
              "The primary stream's name, partitions and retention are not known: {}",
              RegionFailure.describe(e));
        }
        primaryNotDescribed = true;
      }
    }
  }

  /**
   * Finds or provisions now. Everybody who asks at once shares one answer; "none" stands for a
   * moment, so that calls do not queue for a resolver that has nothing.
   */
  public CompletableFuture<Answer> resolve() {
    return resolving.ask();
  }

  /** Finds now and creates nothing, for a call whose region is not down. */
  public CompletableFuture<Answer> lookUp() {
    return lookingUp.ask();
  }

  private Answer findOrProvision() {
    Answer answer = find();
    if (answer.isEmpty() && mayProvision) {
      answer = provision(answer.explanation());
    }
    announce(answer);
    return answer;
  }

  private Answer findOnly() {
    Answer answer = find();
    announce(answer);
    return answer;
  }

  private void announce(Answer answer) {
    if (answer.isEmpty() && !answer.explanation().equals(last.explanation())) {
      log.log("none", LOG::warn, "No secondary stream: " + answer.explanation());
    }
    if (!answer.isEmpty() || last.isEmpty()) {
      last = answer;
    }
    if (!answer.isEmpty()) {
      onFound.accept(answer.targets().get(0));
    }
  }

  private Answer find() {
    try {
      List<StreamTarget> found = resolver.find(currentContext());
      return found.isEmpty()
          ? new Answer(List.of(), resolver + " found none")
          : new Answer(checked(found), "");
    } catch (RuntimeException | LinkageError e) {
      return new Answer(List.of(), String.valueOf(e.getMessage() == null ? e : e.getMessage()));
    }
  }

  private ResolverContext currentContext() {
    return context.withPrimaryDescription(keeper.state().primaryDescription());
  }

  private Answer provision(String whyNoneWasFound) {
    try {
      return resolver
          .provision(currentContext())
          .map(target -> new Answer(checked(List.of(target)), ""))
          .orElseGet(() -> new Answer(List.of(), whyNoneWasFound));
    } catch (RuntimeException | LinkageError e) {
      return new Answer(List.of(), String.valueOf(e.getMessage() == null ? e : e.getMessage()));
    }
  }

  private List<StreamTarget> checked(List<StreamTarget> targets) {
    for (StreamTarget target : targets) {
      if (target.streamOcid().equals(context.primary().streamOcid())) {
        throw new IllegalArgumentException(
            "the secondary stream " + target.streamOcid() + " is the primary itself");
      }
      context.endpointPolicy().requireSafe(target);
    }
    return List.copyOf(targets);
  }
}
