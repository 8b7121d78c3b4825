package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.EmulatedApi.Call;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which requests a fault hits.
 *
 * @param operations their names; none: all of the scope
 * @param callers none: everybody
 */
record FaultTarget(FaultScope scope, Set<String> operations, List<Caller> callers) {
  static final FaultTarget EVERYTHING = new FaultTarget(FaultScope.ALL, Set.of(), List.of());

  FaultTarget on(FaultScope newScope) {
    return new FaultTarget(newScope, Set.of(), callers);
  }

  FaultTarget on(Stream<StreamingOperation> newOperations) {
    return new FaultTarget(
        FaultScope.ALL,
        newOperations
            .map(StreamingOperation::operationName)
            .collect(Collectors.toUnmodifiableSet()),
        callers);
  }

  FaultTarget by(List<Caller> newCallers) {
    return new FaultTarget(scope, operations, List.copyOf(newCallers));
  }

  boolean covers(Call call, String keyId) {
    return scope.covers(call.plane())
        && (operations.isEmpty() || operations.contains(call.name()))
        && (callers.isEmpty() || callers.stream().anyMatch(caller -> caller.signs(keyId)));
  }

  @Override
  public String toString() {
    String calls = operations.isEmpty() ? scope.name() : String.join(", ", sorted());
    return callers.isEmpty()
        ? calls
        : calls + " by " + callers.stream().map(Caller::id).collect(Collectors.joining(", "));
  }

  private List<String> sorted() {
    return operations.stream().sorted().toList();
  }
}
