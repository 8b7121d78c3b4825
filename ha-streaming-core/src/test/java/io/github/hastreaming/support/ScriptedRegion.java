package io.github.hastreaming.support;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.model.Cursor;
import com.oracle.bmc.streaming.model.Message;
import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import com.oracle.bmc.streaming.model.PutMessagesResult;
import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.responses.CreateCursorResponse;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.target.StreamTarget;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A region in memory whose answers a test scripts: a queue of answers to the next puts, then a
 * standing one; by default every put is stored. Thread-safe.
 */
public final class ScriptedRegion {

  private final StreamTarget target;
  private final Queue<Function<PutMessagesRequest, PutMessagesResponse>> nextPuts =
      new ArrayDeque<>();
  private final List<String> stored = new CopyOnWriteArrayList<>();
  private final List<PutMessagesRequest> puts = new CopyOnWriteArrayList<>();
  private final List<CreateCursorRequest> probes = new CopyOnWriteArrayList<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger openClients = new AtomicInteger();
  private volatile Function<PutMessagesRequest, PutMessagesResponse> standing = this::store;
  private volatile @Nullable Supplier<? extends Throwable> readFailure;
  private volatile @Nullable Supplier<? extends Throwable> probeFailure;
  private volatile Runnable onProbe = () -> {};

  public ScriptedRegion(StreamTarget target) {
    this.target = target;
  }

  public StreamTarget target() {
    return target;
  }

  /** A client for calls, or one that probes. */
  public Stream client(boolean probing) {
    openClients.incrementAndGet();
    InvocationHandler handler = (proxy, method, arguments) -> invoke(method, arguments, probing);
    return (Stream)
        Proxy.newProxyInstance(
            Stream.class.getClassLoader(), new Class<?>[] {Stream.class}, handler);
  }

  private @Nullable Object invoke(Method method, Object[] arguments, boolean probing)
      throws Throwable {
    return switch (method.getName()) {
      case "putMessages" -> put((PutMessagesRequest) arguments[0]);
      case "createCursor" -> createCursor((CreateCursorRequest) arguments[0], probing);
      case "getMessages" -> getMessages((GetMessagesRequest) arguments[0]);
      case "getEndpoint" -> target.endpoint();
      case "close" -> {
        openClients.decrementAndGet();
        yield null;
      }
      case "toString" -> "client of " + target.region();
      case "hashCode" -> System.identityHashCode(this);
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  private PutMessagesResponse put(PutMessagesRequest request) {
    puts.add(request);
    Function<PutMessagesRequest, PutMessagesResponse> answer;
    synchronized (nextPuts) {
      answer = nextPuts.poll();
    }
    return (answer == null ? standing : answer).apply(request);
  }

  private CreateCursorResponse createCursor(CreateCursorRequest request, boolean probing)
      throws Throwable {
    // Nobody else asks for the latest: the client warms up so, and probes with longer timeouts.
    boolean asks =
        probing || request.getCreateCursorDetails().getType() == CreateCursorDetails.Type.Latest;
    Supplier<? extends Throwable> failure = asks ? probeFailure : readFailure;
    if (probing) {
      probes.add(request);
      onProbe.run();
    } else if (!asks) {
      reads.incrementAndGet();
    }
    if (failure != null) {
      throw failure.get();
    }
    return CreateCursorResponse.builder()
        .cursor(Cursor.builder().value("cursor of " + target.region()).build())
        .build();
  }

  private GetMessagesResponse getMessages(GetMessagesRequest request) throws Throwable {
    reads.incrementAndGet();
    Supplier<? extends Throwable> failure = readFailure;
    if (failure != null) {
      throw failure.get();
    }
    return GetMessagesResponse.builder()
        .items(List.<Message>of())
        .opcNextCursor(request.getCursor())
        .build();
  }

  /** Stores everything and says so. */
  public PutMessagesResponse store(PutMessagesRequest request) {
    return storeSome(request, value -> true);
  }

  /** Stores the values that are accepted; the others are answered with an error of their own. */
  public PutMessagesResponse storeSome(
      PutMessagesRequest request, java.util.function.Predicate<String> accepts) {
    List<PutMessagesResultEntry> entries =
        request.getPutMessagesDetails().getMessages().stream()
            .map(ScriptedRegion::value)
            .map(value -> accepts.test(value) ? stored(value) : throttled())
            .toList();
    long failures = entries.stream().filter(entry -> entry.getError() != null).count();
    return PutMessagesResponse.builder()
        .opcRequestId(target.region())
        .putMessagesResult(
            PutMessagesResult.builder().failures((int) failures).entries(entries).build())
        .build();
  }

  private PutMessagesResultEntry stored(String value) {
    stored.add(value);
    return PutMessagesResultEntry.builder().partition("0").offset((long) stored.size()).build();
  }

  private static PutMessagesResultEntry throttled() {
    return PutMessagesResultEntry.builder().error("429").errorMessage("slow down").build();
  }

  public static String value(PutMessagesDetailsEntry entry) {
    return new String(entry.getValue(), StandardCharsets.UTF_8);
  }

  /** The answer to the next put that has no answer yet. */
  public ScriptedRegion nextPut(Function<PutMessagesRequest, PutMessagesResponse> answer) {
    synchronized (nextPuts) {
      nextPuts.add(answer);
    }
    return this;
  }

  public ScriptedRegion failNextPut(Supplier<? extends RuntimeException> failure) {
    return nextPut(
        request -> {
          throw failure.get();
        });
  }

  /** The answer to every put after the next ones. */
  public ScriptedRegion allPuts(Function<PutMessagesRequest, PutMessagesResponse> answer) {
    standing = answer;
    return this;
  }

  public ScriptedRegion failPuts(Supplier<? extends RuntimeException> failure) {
    return allPuts(
        request -> {
          throw failure.get();
        });
  }

  /** Without a failure they are answered again. */
  public ScriptedRegion failReads(@Nullable Supplier<? extends Throwable> failure) {
    readFailure = failure;
    return this;
  }

  /** Without a failure they are answered again. */
  public ScriptedRegion failProbes(@Nullable Supplier<? extends Throwable> failure) {
    probeFailure = failure;
    return this;
  }

  /** What happens while a probe is on its way. */
  public ScriptedRegion onProbe(Runnable happening) {
    onProbe = happening;
    return this;
  }

  /** Puts, reads and probes work again. */
  public void heal() {
    standing = this::store;
    readFailure = null;
    probeFailure = null;
  }

  public List<String> stored() {
    return List.copyOf(stored);
  }

  /** The values of each put that arrived. */
  public List<List<String>> puts() {
    return puts.stream()
        .map(put -> put.getPutMessagesDetails().getMessages())
        .map(entries -> entries.stream().map(ScriptedRegion::value).toList())
        .toList();
  }

  public List<PutMessagesRequest> putRequests() {
    return List.copyOf(puts);
  }

  public int reads() {
    return reads.get();
  }

  public int probes() {
    return probes.size();
  }

  public int openClients() {
    return openClients.get();
  }
}
