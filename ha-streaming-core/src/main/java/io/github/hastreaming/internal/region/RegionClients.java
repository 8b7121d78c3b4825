package io.github.hastreaming.internal.region;

import com.oracle.bmc.streaming.Stream;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.target.StreamTimeouts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A region's clients, each made when first needed. Calls of each kind have their own, and so have
 * those that are to prove that the region is back: a client is closed under its calls when they
 * hang, and that must not end others.
 */
final class RegionClients {

  private final Map<CallKind, DelegateHolder> calls = new EnumMap<>(CallKind.class);
  private final Map<CallKind, DelegateHolder> proofs = new EnumMap<>(CallKind.class);
  private final DelegateHolder quickProbes;
  private final DelegateHolder probes;
  private final SweepClients sweeps;

  /**
   * @param factory makes a client with these timeouts
   */
  RegionClients(Function<StreamTimeouts, Stream> factory, Settings settings) {
    for (CallKind kind : CallKind.values()) {
      calls.put(kind, new DelegateHolder(() -> factory.apply(settings.calls())));
      proofs.put(kind, new DelegateHolder(() -> factory.apply(settings.calls())));
    }
    this.quickProbes = new DelegateHolder(() -> factory.apply(settings.probes()));
    this.probes = new DelegateHolder(() -> factory.apply(settings.calls()));
    this.sweeps = new SweepClients(factory, settings);
  }

  DelegateHolder calls(CallKind kind) {
    return holder(calls, kind);
  }

  DelegateHolder proofs(CallKind kind) {
    return holder(proofs, kind);
  }

  private static DelegateHolder holder(Map<CallKind, DelegateHolder> holders, CallKind kind) {
    DelegateHolder holder = holders.get(kind);
    if (holder == null) {
      throw new IllegalArgumentException("kind " + kind + " is unknown");
    }
    return holder;
  }

  /** With the probes' short timeouts. */
  DelegateHolder quickProbes() {
    return quickProbes;
  }

  /** With the calls' timeouts. */
  DelegateHolder probes() {
    return probes;
  }

  SweepClients sweeps() {
    return sweeps;
  }

  /** Replaces them; calls in flight end on the old ones. */
  void renew() {
    all().forEach(DelegateHolder::replace);
  }

  void close() {
    all().forEach(DelegateHolder::close);
  }

  private List<DelegateHolder> all() {
    List<DelegateHolder> all = new ArrayList<>(calls.values());
    all.addAll(proofs.values());
    all.addAll(List.of(quickProbes, probes, sweeps.holder()));
    return all;
  }
}
