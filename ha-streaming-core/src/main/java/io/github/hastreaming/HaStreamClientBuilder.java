package io.github.hastreaming;

import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.auth.AbstractAuthenticationDetailsProvider;
import com.oracle.bmc.http.ClientConfigurator;
import com.oracle.bmc.http.DefaultConfigurator;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.internal.call.GuardedClassifier;
import io.github.hastreaming.internal.engine.Application;
import io.github.hastreaming.internal.engine.DecoratedStreamFactory;
import io.github.hastreaming.internal.engine.Engine;
import io.github.hastreaming.internal.region.ResilienceRegistries;
import io.github.hastreaming.internal.region.SdkStreamFactory;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.settings.ResilienceConfigs;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.internal.state.StateStoreSettings;
import io.github.hastreaming.internal.time.SystemTimeSource;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamDecorator;
import io.github.hastreaming.target.StreamFactory;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.target.StreamTimeouts;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link HaStreamClient}. {@link #primary} and {@link #secondaryResolver} are required;
 * everything else has a default. Not thread-safe; can build several clients.
 */
public final class HaStreamClientBuilder {

  // The SDK's HTTP pool has 50 connections, and a 60 s wait for one; each kind has its own.
  private static final int MAX_SLOTS_OF_SDK_POOL = 50;
  private static final int MAX_SLOTS = 10_000;
  private static final int SDK_CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int SDK_READ_TIMEOUT_MILLIS = 60_000;

  private @Nullable StreamTarget primary;
  private @Nullable SecondaryResolver resolver;
  private RetryConfig retryConfig = ResilienceConfigs.defaultRetry();
  private CircuitBreakerConfig breakerConfig = ResilienceConfigs.defaultBreaker();
  private @Nullable CircuitBreakerRegistry breakerRegistry;
  private @Nullable RetryRegistry retryRegistry;
  private @Nullable ClientConfiguration clientConfiguration;
  private ClientConfigurator clientConfigurator = new DefaultConfigurator(); // Changes nothing.
  private @Nullable StreamFactory streamFactory;
  private final List<StreamDecorator> decorators = new ArrayList<>();
  private FailureClassifier classifier = FailureClassifier.standard();
  private WriteReplay writeReplay = WriteReplay.AT_LEAST_ONCE;
  private FailbackPolicy failbackPolicy = FailbackPolicy.automatic();
  private @Nullable FailoverStateStore stateStore;
  private @Nullable Duration statePollInterval;
  private boolean initiatesFailover = true;
  private final List<FailoverListener> listeners = new ArrayList<>();
  private Set<String> allowedEndpointHosts = Set.of();
  private @Nullable Duration connectTimeout;
  private @Nullable Duration readTimeout;
  private Duration probeTimeout = Defaults.PROBE_TIMEOUT;
  private Duration callTimeout = Defaults.CALL_TIMEOUT;
  private Duration slowCallThreshold = Defaults.SLOW_CALL_THRESHOLD;
  private int maxConcurrentCalls = Defaults.MAX_CONCURRENT_CALLS;
  private Duration sweepInterval = Defaults.SWEEP_INTERVAL;
  private Supplier<TimeSource> timeSource = SystemTimeSource::new;

  HaStreamClientBuilder() {}

  /**
   * The primary stream: the one the application's requests name.
   *
   * @param target the stream; https unless its host is the loopback or in {@link
   *     #allowedEndpointHosts}
   * @return this builder
   */
  public HaStreamClientBuilder primary(StreamTarget target) {
    this.primary = Objects.requireNonNull(target, "primary");
    return this;
  }

  /**
   * Who names the secondary stream.
   *
   * @param secondaryResolver the resolver
   * @return this builder
   */
  public HaStreamClientBuilder secondaryResolver(SecondaryResolver secondaryResolver) {
    this.resolver = Objects.requireNonNull(secondaryResolver, "secondaryResolver");
    return this;
  }

  /**
   * How attempts in one region are counted and paced. Default: 3 attempts, waits of 100 ms,
   * doubling, +-50 %, at most 2 s. The attempts and the interval function are used; the predicates
   * are not (the {@link #failureClassifier} decides what is retried), with a warning.
   *
   * @param config Resilience4j's configuration
   * @return this builder
   */
  public HaStreamClientBuilder retryConfig(RetryConfig config) {
    this.retryConfig = Objects.requireNonNull(config, "retryConfig");
    return this;
  }

  /**
   * When a region's breaker opens. Default: at 50 % failures among the last 20 calls, at least 5.
   * The window, the thresholds and the minimum of calls are used. The open time (10 s), the
   * half-open settings and the predicates are the library's own, with a warning where they differ
   * from the defaults: after the open time a read breaker is closed by a probe that succeeds, a
   * write breaker by one real call.
   *
   * @param config Resilience4j's configuration
   * @return this builder
   */
  public HaStreamClientBuilder circuitBreakerConfig(CircuitBreakerConfig config) {
    this.breakerConfig = Objects.requireNonNull(config, "circuitBreakerConfig");
    return this;
  }

  /**
   * Where the breakers are registered, so that Resilience4j's metrics binders see them. Default: a
   * registry of the client's own. The names are {@code ha-streaming-<region>-<end of the
   * OCID>-write} and {@code -read}.
   *
   * @param registry the registry; may be shared by several clients
   * @return this builder
   */
  public HaStreamClientBuilder circuitBreakerRegistry(CircuitBreakerRegistry registry) {
    this.breakerRegistry = Objects.requireNonNull(registry, "circuitBreakerRegistry");
    return this;
  }

  /**
   * Where the retries are registered, under the breakers' names. Default: a registry of the
   * client's own.
   *
   * @param registry the registry; may be shared by several clients
   * @return this builder
   */
  public HaStreamClientBuilder retryRegistry(RetryRegistry registry) {
    this.retryRegistry = Objects.requireNonNull(registry, "retryRegistry");
    return this;
  }

  /**
   * The SDK's configuration for the clients of the regions. Its retry and breaker are replaced by
   * none. Its timeouts are used where they differ from the SDK's defaults of 10 s and 60 s and
   * {@link #connectTimeout} or {@link #readTimeout} is not set. Not used with a {@link
   * #streamFactory}.
   *
   * @param configuration the configuration
   * @return this builder
   */
  public HaStreamClientBuilder clientConfiguration(ClientConfiguration configuration) {
    this.clientConfiguration = Objects.requireNonNull(configuration, "clientConfiguration");
    return this;
  }

  /**
   * Configures every HTTP client that this client makes: those for calls, for probes and, with
   * {@code SecondaryResolver.provisioning()}, for the admin API. For a proxy, a trust store or the
   * connection pool. Called for each, from any thread, before redirects are turned off. Not used
   * for the clients of a {@link #streamFactory}, which are its own; a store in another module has
   * an option of its own for it. Default: none.
   *
   * @param configurator as for the SDK's builders
   * @return this builder
   */
  public HaStreamClientBuilder clientConfigurator(ClientConfigurator configurator) {
    this.clientConfigurator = Objects.requireNonNull(configurator, "clientConfigurator");
    return this;
  }

  /**
   * Puts something around each client of a region, such as metrics or tracing of what is sent:
   * around the SDK's {@code StreamClient}, or what a {@link #streamFactory} makes. Of several, the
   * one added last is the outermost. Default: none.
   *
   * @param decorator called for each client for calls and for probes
   * @return this builder
   */
  public HaStreamClientBuilder decorateStreams(StreamDecorator decorator) {
    this.decorators.add(Objects.requireNonNull(decorator, "decorator"));
    return this;
  }

  /**
   * Makes the clients of the regions, which are the factory's own: no {@link #clientConfigurator}
   * is asked, and whether they follow redirects is its matter ({@code
   * ClientConfigurators.withoutRedirects()} turns that off). Default: the SDK's {@code
   * StreamClient}, which follows none.
   *
   * @param factory the factory
   * @return this builder
   */
  public HaStreamClientBuilder streamFactory(StreamFactory factory) {
    this.streamFactory = Objects.requireNonNull(factory, "streamFactory");
    return this;
  }

  /**
   * What counts as a failure. Default: {@link FailureClassifier#standard()}.
   *
   * @param failureClassifier the classifier
   * @return this builder
   */
  public HaStreamClientBuilder failureClassifier(FailureClassifier failureClassifier) {
    this.classifier = Objects.requireNonNull(failureClassifier, "failureClassifier");
    return this;
  }

  /**
   * Whether puts of unknown outcome are sent again. Default: {@link WriteReplay#AT_LEAST_ONCE}.
   *
   * @param policy the policy
   * @return this builder
   */
  public HaStreamClientBuilder writeReplay(WriteReplay policy) {
    this.writeReplay = Objects.requireNonNull(policy, "writeReplay");
    return this;
  }

  /**
   * Where the failover state is kept, for the next run and for other processes. Default: in memory,
   * for this client alone.
   *
   * @param store the store; may be shared by several clients
   * @return this builder
   */
  public HaStreamClientBuilder stateStore(FailoverStateStore store) {
    this.stateStore = Objects.requireNonNull(store, "stateStore");
    return this;
  }

  /**
   * How often the {@link #stateStore} is read for the changes of others, +-20 %. Default: 1 s for a
   * file and in memory, 5 s for other stores.
   *
   * @param interval more than zero
   * @return this builder
   * @throws IllegalArgumentException if it is not
   */
  public HaStreamClientBuilder statePollInterval(Duration interval) {
    this.statePollInterval = positive(interval, "statePollInterval");
    return this;
  }

  /**
   * Whether this process may switch the pair by itself. A process that does not is a follower: it
   * follows the {@link #stateStore}, and hands its own calls over where the active region cannot
   * serve them, but never switches, comes back or provisions a stream; what is done by hand through
   * {@link HaStreamClient#failover()} is done all the same. At least one process of a fleet must
   * initiate, one that makes calls of each kind. Default: true.
   *
   * @param initiates false for a follower, which needs a state store
   * @return this builder
   */
  public HaStreamClientBuilder initiatesFailover(boolean initiates) {
    this.initiatesFailover = initiates;
    return this;
  }

  /**
   * Adds a listener. The client logs its events by itself.
   *
   * @param listener told after each change, on a background thread
   * @return this builder
   */
  public HaStreamClientBuilder listener(FailoverListener listener) {
    this.listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Hosts that endpoints may have besides Oracle's own, for endpoints that are read from files, the
   * environment or a store, https alone except on the loopback; and hosts that plain http is
   * accepted for in endpoints that the code names. Default: none.
   *
   * @param hosts bare host names
   * @return this builder
   * @throws IllegalArgumentException if one is not a bare host name
   */
  public HaStreamClientBuilder allowedEndpointHosts(String... hosts) {
    Set<String> copy = Set.copyOf(Arrays.asList(hosts)); // Set.of refuses twins.
    EndpointPolicy.allowing(copy);
    this.allowedEndpointHosts = copy;
    return this;
  }

  /**
   * The longest wait for a connection. Default: 2 s.
   *
   * @param timeout more than zero
   * @return this builder
   * @throws IllegalArgumentException if it is not
   */
  public HaStreamClientBuilder connectTimeout(Duration timeout) {
    this.connectTimeout = positive(timeout, "connectTimeout");
    return this;
  }

  /**
   * The longest wait for an answer. Default: 5 s.
   *
   * @param timeout more than zero
   * @return this builder
   * @throws IllegalArgumentException if it is not
   */
  public HaStreamClientBuilder readTimeout(Duration timeout) {
    this.readTimeout = positive(timeout, "readTimeout");
    return this;
  }

  /**
   * The connect and read timeout of probes. Default: 1 s.
   *
   * @param timeout more than zero
   * @return this builder
   * @throws IllegalArgumentException if it is not
   */
  public HaStreamClientBuilder probeTimeout(Duration timeout) {
    this.probeTimeout = positive(timeout, "probeTimeout");
    return this;
  }

  /**
   * The longest a call may take, over all attempts and regions. Checked between attempts, so it
   * bounds a call to itself plus one read timeout. Up to 60 s of waiting for a slot (see {@link
   * #maxConcurrentCalls}) are not charged, as long as the region serves others. Default: 30 s.
   *
   * @param timeout more than zero
   * @return this builder
   * @throws IllegalArgumentException if it is not
   */
  public HaStreamClientBuilder callTimeout(Duration timeout) {
    this.callTimeout = positive(timeout, "callTimeout");
    return this;
  }

  /**
   * For how long a region that has calls of a kind in flight may serve none before it is doubted;
   * after twice as long it is taken to hang, if another region answers and a second request goes
   * unanswered. Longer where calls usually take longer (twice the third-slowest of the last 20), at
   * most half of the read timeout. Default: 1.25 s.
   *
   * @param threshold more than zero; below half of the read timeout to be of use
   * @return this builder
   * @throws IllegalArgumentException if it is not more than zero
   */
  public HaStreamClientBuilder slowCallThreshold(Duration threshold) {
    this.slowCallThreshold = positive(threshold, "slowCallThreshold");
    return this;
  }

  /**
   * How many calls of each kind a region serves at a time; further calls wait in line. A quarter as
   * many sweeps may run besides. Default: 50, as many connections as the SDK's HTTP client has;
   * more need a {@link #streamFactory}.
   *
   * @param calls at least 1
   * @return this builder
   * @throws IllegalArgumentException if it is out of range
   */
  public HaStreamClientBuilder maxConcurrentCalls(int calls) {
    if (calls < 1 || calls > MAX_SLOTS) {
      throw new IllegalArgumentException(
          "maxConcurrentCalls must be 1 to " + MAX_SLOTS + ", was " + calls);
    }
    this.maxConcurrentCalls = calls;
    return this;
  }

  /**
   * How often a consumer's reads also ask the streams besides the one it reads: what was unread in
   * a region that failed, and what other processes write there, is found so. Costs one short call
   * for each interval and cursor; a stream that takes long to answer is asked every ten times as
   * long. Default: 5 s.
   *
   * @param interval zero for never, up to a day
   * @return this builder
   * @throws IllegalArgumentException if it is negative or longer than a day
   */
  public HaStreamClientBuilder sweepInterval(Duration interval) {
    Objects.requireNonNull(interval, "sweepInterval");
    this.sweepInterval = interval.isZero() ? interval : positive(interval, "sweepInterval");
    return this;
  }

  /**
   * When the client comes back to the primary. Default: {@link FailbackPolicy#automatic()}.
   *
   * @param policy the policy
   * @return this builder
   */
  public HaStreamClientBuilder failbackPolicy(FailbackPolicy policy) {
    this.failbackPolicy = Objects.requireNonNull(policy, "failbackPolicy");
    return this;
  }

  /** For tests: the clock and the background work of the clients built. */
  HaStreamClientBuilder timeSource(Supplier<TimeSource> source) {
    this.timeSource = source;
    return this;
  }

  /**
   * Builds a client. Needs no region to be up.
   *
   * @param authenticationDetailsProvider the application's credentials, as for the SDK's client;
   *     valid in both regions
   * @return a client that is to be closed
   * @throws IllegalArgumentException if a required option is missing or options contradict each
   *     other
   * @throws java.util.NoSuchElementException if no HTTP provider of the SDK is on the class path
   */
  public HaStreamClient build(AbstractAuthenticationDetailsProvider authenticationDetailsProvider) {
    Objects.requireNonNull(authenticationDetailsProvider, "authenticationDetailsProvider");
    StreamTarget safePrimary = required(primary, "primary");
    SecondaryResolver secondary = required(resolver, "secondaryResolver");
    if (streamFactory == null && maxConcurrentCalls > MAX_SLOTS_OF_SDK_POOL) {
      throw new IllegalArgumentException(
          "maxConcurrentCalls must be at most "
              + MAX_SLOTS_OF_SDK_POOL
              + " without a streamFactory (the SDK's HTTP client has 50 connections), was "
              + maxConcurrentCalls);
    }
    if (!initiatesFailover && stateStore == null) {
      throw new IllegalArgumentException(
          "stateStore is required with initiatesFailover(false): it is what a follower follows");
    }
    EndpointPolicy allowed = EndpointPolicy.allowing(allowedEndpointHosts);
    allowed.requireSafe(safePrimary);
    EndpointPolicy policy = secondary.trusting(allowed.trustingRealmOf(safePrimary));
    Settings settings = settings();
    ResolverContext context =
        ResolverContext.of(
                safePrimary,
                authenticationDetailsProvider,
                SdkStreamFactory.configuration(clientConfiguration, settings.calls()),
                policy)
            .withClientConfigurator(clientConfigurator);
    Application application =
        new Application(
            context,
            secondary,
            DecoratedStreamFactory.of(
                streamFactory != null
                    ? streamFactory
                    : new SdkStreamFactory(
                        clientConfiguration,
                        authenticationDetailsProvider,
                        context.clientConfigurator()),
                decorators),
            streamFactory != null,
            new ResilienceRegistries(
                breakerRegistry != null ? breakerRegistry : CircuitBreakerRegistry.ofDefaults(),
                retryRegistry != null ? retryRegistry : RetryRegistry.ofDefaults()),
            storeSettings(),
            failbackPolicy,
            List.copyOf(listeners));
    return new HaStreamClient(new Engine(settings, application, timeSource.get()));
  }

  private StateStoreSettings storeSettings() {
    if (stateStore == null) {
      return new StateStoreSettings(FailoverStateStore.inMemory(), Duration.ZERO);
    }
    return new StateStoreSettings(
        stateStore,
        statePollInterval != null ? statePollInterval : stateStore.defaultPollInterval());
  }

  private Settings settings() {
    return new Settings(
        new StreamTimeouts(effectiveConnectTimeout(), effectiveReadTimeout()),
        new StreamTimeouts(probeTimeout, probeTimeout),
        ResilienceConfigs.retry(retryConfig),
        ResilienceConfigs.breaker(breakerConfig),
        Defaults.BREAKER_OPEN_TIME,
        callTimeout,
        slowCallThreshold,
        maxConcurrentCalls,
        sweepInterval,
        writeReplay,
        initiatesFailover,
        new GuardedClassifier(classifier));
  }

  private Duration effectiveConnectTimeout() {
    if (connectTimeout != null) {
      return connectTimeout;
    }
    return clientConfiguration != null
            && clientConfiguration.getConnectionTimeoutMillis() != SDK_CONNECT_TIMEOUT_MILLIS
        ? Duration.ofMillis(clientConfiguration.getConnectionTimeoutMillis())
        : Defaults.CONNECT_TIMEOUT;
  }

  private Duration effectiveReadTimeout() {
    if (readTimeout != null) {
      return readTimeout;
    }
    return clientConfiguration != null
            && clientConfiguration.getReadTimeoutMillis() != SDK_READ_TIMEOUT_MILLIS
        ? Duration.ofMillis(clientConfiguration.getReadTimeoutMillis())
        : Defaults.READ_TIMEOUT;
  }

  private static Duration positive(Duration value, String name) {
    Objects.requireNonNull(value, name);
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be more than zero, was " + value);
    }
    if (value.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(name + " must be at most a day, was " + value);
    }
    return value;
  }

  private static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is required: set it on the builder");
    }
    return value;
  }
}
