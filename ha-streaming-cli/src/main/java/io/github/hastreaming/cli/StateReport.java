package io.github.hastreaming.cli;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.Pin;
import io.github.hastreaming.target.StreamTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A state, for an operator. */
final class StateReport {

  private StateReport() {}

  static Report of(FailoverState state) {
    StreamTarget active = state.target(state.activeOcid()).orElseThrow();
    Report report = new Report();
    report.add(
        "active",
        "active",
        target(active),
        active.region() + (state.isPrimaryActive() ? " (primary)" : " (secondary)"));
    report.add("primaryActive", "primary is active", state.isPrimaryActive());
    report.add("since", "since", state.since().toString());
    report.add("reason", "reason", state.reason());
    report.add("changedBy", "changed by", state.changedBy());
    report.add("epoch", "epoch", state.epoch());
    report.add("byHand", "stays until failed back", state.isByHand());
    report.addIfPresent("pinnedUntil", "pinned until", state.pin().map(Pin::until));
    report.add("holdDown", "hold-down", state.holdDown().toString());
    List<CallKind> failedKinds = state.failedKinds().stream().sorted().toList();
    report.add("failedKinds", "failed kinds", failedKinds, failedKinds.toString());
    state
        .target(state.primaryOcid())
        .ifPresent(it -> report.add("primary", "primary", target(it), it.toString()));
    state
        .secondary()
        .ifPresentOrElse(
            it -> report.add("secondary", "secondary", target(it), it.toString()),
            () -> report.add("secondary", "secondary", Map.of(), "none is known"));
    return report;
  }

  private static Map<String, String> target(StreamTarget target) {
    Map<String, String> inOrder = new LinkedHashMap<>();
    inOrder.put("region", target.region());
    inOrder.put("ocid", target.streamOcid());
    inOrder.put("endpoint", target.endpoint());
    return inOrder;
  }
}
