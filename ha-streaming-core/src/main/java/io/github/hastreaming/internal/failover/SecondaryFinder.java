package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.internal.event.PacedLog;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.state.StateKeeper;
import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.internal.time.Intervals;
import io.github.hastreaming.internal.time.Repeating;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.resolver.ProvisioningException;
import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the resolver: in the background, so that the secondary is known before it is needed, and on
 * demand when it is needed and not known. One question at a time.
 */
public final class SecondaryFinder {

  private static final Logger LOG = LoggerFactory.getLogger(SecondaryFinder.class);

  /** Each further look follows one that showed what was found to be unfit. */
  private static final int MAX_LOOKS = 3;

  private static final Answer NOT_ASKED = Answer.none("the resolver has not answered yet");

  private final SecondaryResolver resolver;
  private final ResolverContext context;
  private final StateKeeper keeper;
  private final FitnessWatch fitness;
  private final TimeSource time;
  private volatile Consumer<StreamTarget> onFound = target -> {};
  private final boolean mayProvision;
  private volatile Answer last = NOT_ASKED;
  private final ResolverQuestion resolving;
  private final ResolverQuestion lookingUp;
  private final PacedLog log;
  private volatile boolean primaryNotDescribed;

  /**
   * What the resolver said.
   *
   * @param targets what it found, checked; empty if there is nothing to use
   * @param explanation why there is nothing to use
   * @param isAsPlanned whether nothing failed: it was looked for and is not there
   */
  public record Answer(List<StreamTarget> targets, String explanation, boolean isAsPlanned) {

    static Answer of(List<StreamTarget> targets) {
      return new Answer(targets, "", true);
    }

    static Answer none(String explanation) {
      return new Answer(List.of(), explanation, true);
    }

    static Answer failed(String explanation) {
      return new Answer(List.of(), explanation, false);
    }

    boolean isEmpty() {
      return targets.isEmpty();
    }
  }

  /**
   * @param mayProvision whether a stream may be made where none is found
   */
  public SecondaryFinder(
      SecondaryResolver resolver,
      ResolverContext context,
      StateKeeper keeper,
      FitnessWatch fitness,
      TimeSource time,
      boolean mayProvision) {
    this.fitness = fitness;
    this.resolver = resolver;
    this.context = context;
    this.keeper = keeper;
    this.time = time;
    this.mayProvision = mayProvision;
    this.log = new PacedLog(time);
    this.resolving = new ResolverQuestion(this::findOrProvision, time);
    this.lookingUp = new ResolverQuestion(this::findOnly, time);
  }

  /**
   * Begins to ask in the background.
   *
   * @param listener told the best target each time there is one; on a background thread
   */
  public void start(Consumer<StreamTarget> listener) {
    this.onFound = listener;
    Repeating.begin(
        "Looking for the secondary",
        time,
        Duration.ZERO,
        Defaults.FIND_UNTIL_FOUND,
        this::findInBackground);
  }

  public Answer lastAnswer() {
    return last;
  }

  private Duration findInBackground() {
    describePrimary();
    Answer answer = findUntilNotRefused(false);
    if (needsAnother(answer) && mayProvision && says(resolver::provisionsAhead)) {
      answer = resolve().join();
    }
    Duration interval = answer.isEmpty() ? Defaults.FIND_UNTIL_FOUND : Defaults.FIND_AFTER;
    return Intervals.jittered(interval);
  }

  /** While it can be asked: a secondary made later is made like it. */
  private void describePrimary() {
    FailoverState state = keeper.state();
    if (state.isPrimaryActive() && state.primaryDescription().isEmpty()) {
      try {
        resolver.describePrimary(context).ifPresent(keeper::learnPrimary);
      } catch (Throwable e) {
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
    return findUntilNotRefused(true);
  }

  private Answer findOnly() {
    return findUntilNotRefused(false);
  }

  /** What is found is looked at; where that shows it to be unfit, the resolver is asked on. */
  private Answer findUntilNotRefused(boolean mayMake) {
    Answer answer = NOT_ASKED;
    for (int look = 0; look < MAX_LOOKS; look++) {
      answer = findOrMake(mayMake);
      boolean refusedBefore = needsAnother(answer);
      announce(answer);
      if (answer.isEmpty() || refusedBefore || !needsAnother(answer)) {
        break;
      }
    }
    return answer;
  }

  private Answer findOrMake(boolean mayMake) {
    Answer found = find();
    if (!mayMake || !mayProvision || !needsAnother(found)) {
      return found;
    }
    Answer made = provision(found.explanation());
    return made.isEmpty() && !found.isEmpty() ? found : made;
  }

  private void announce(Answer answer) {
    if (answer.isEmpty() && !answer.explanation().equals(last.explanation())) {
      tellThatThereIsNone(answer);
    }
    if (!answer.isEmpty() || last.isEmpty()) {
      last = answer;
    }
    announceBest(answer);
  }

  private void tellThatThereIsNone(Answer answer) {
    if (answer.isAsPlanned() && mayProvision && says(resolver::provisions)) {
      log.log(
          "none", LOG::info, "No secondary stream before it is needed: " + answer.explanation());
    } else {
      log.log("none", LOG::warn, "No secondary stream: " + answer.explanation());
    }
  }

  /** Who hears of it looks at it, which may show that the next one is better. */
  private void announceBest(Answer answer) {
    Set<String> announced = new HashSet<>();
    Optional<StreamTarget> best = best(answer);
    while (best.isPresent() && announced.add(best.get().streamOcid())) {
      onFound.accept(best.get());
      best = best(answer);
    }
  }

  /** The first that is not refused; where all are, the one that is known already, if it is. */
  private Optional<StreamTarget> best(Answer answer) {
    Set<String> refused = fitness.refusedOcids();
    Optional<StreamTarget> current = keeper.state().secondary();
    return answer.targets().stream()
        .filter(target -> !refused.contains(target.streamOcid()))
        .findFirst()
        .or(() -> answer.targets().stream().filter(t -> isSame(current, t)).findFirst());
  }

  private static boolean isSame(Optional<StreamTarget> known, StreamTarget target) {
    return known.filter(of -> of.streamOcid().equals(target.streamOcid())).isPresent();
  }

  /** Whether there is none that could be used. */
  private boolean needsAnother(Answer answer) {
    Set<String> refused = fitness.refusedOcids();
    return answer.targets().stream().allMatch(target -> refused.contains(target.streamOcid()));
  }

  private boolean says(BooleanSupplier resolverSays) {
    try {
      return resolverSays.getAsBoolean();
    } catch (Throwable e) { // A resolver is the application's and may throw anything.
      log.log("says", LOG::warn, resolver + " failed: " + RegionFailure.describe(e));
      return false;
    }
  }

  /** Whether a target is looked for and may be made. */
  boolean isResolving() {
    return resolving.isAsked();
  }

  private Answer find() {
    try {
      List<StreamTarget> found = resolver.find(currentContext());
      return found.isEmpty() ? Answer.none(resolver + " found none") : Answer.of(checked(found));
    } catch (Throwable e) { // A resolver is the application's and may throw anything.
      return failed(e);
    }
  }

  private Answer failed(Throwable failure) {
    if (failure instanceof ProvisioningException refusal) {
      refusal.streamOcid().ifPresent(ocid -> fitness.harmful(ocid, refusal));
    }
    String message = failure.getMessage();
    String reason = message == null || message.isBlank() ? failure.toString() : message;
    return Answer.failed(OneLine.of(reason));
  }

  private ResolverContext currentContext() {
    FailoverState state = keeper.state();
    return context
        .withPrimaryDescription(state.primaryDescription())
        .withKnown(
            state.targets().stream()
                .map(StreamTarget::streamOcid)
                .collect(Collectors.toUnmodifiableSet()))
        .withRefused(fitness.refusedOcids());
  }

  private Answer provision(String whyNoneWasFound) {
    try {
      return resolver
          .provision(currentContext())
          .map(target -> Answer.of(checked(List.of(target))))
          .orElseGet(() -> Answer.failed(whyNoneWasFound));
    } catch (Throwable e) { // A resolver is the application's and may throw anything.
      return failed(e);
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
