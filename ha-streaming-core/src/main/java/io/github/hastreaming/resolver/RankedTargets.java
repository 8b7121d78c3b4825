package io.github.hastreaming.resolver;

import io.github.hastreaming.target.StreamTarget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What several resolvers named: first what is fit, in the order of the resolvers. */
final class RankedTargets {

  private final Set<String> refusedOcids;
  private final List<StreamTarget> fit = new ArrayList<>();
  private final List<StreamTarget> refused = new ArrayList<>();
  private final Set<String> named = new HashSet<>();

  RankedTargets(Set<String> refusedOcids) {
    this.refusedOcids = refusedOcids;
  }

  /** Adds a resolver's answer, without the streams that an earlier one named. */
  void add(List<StreamTarget> answer) {
    List<StreamTarget> more =
        List.copyOf(answer).stream()
            .filter(target -> !named.contains(target.streamOcid()))
            .toList();
    for (StreamTarget target : more) {
      named.add(target.streamOcid());
      (refusedOcids.contains(target.streamOcid()) ? refused : fit).add(target);
    }
  }

  boolean hasFit() {
    return !fit.isEmpty();
  }

  boolean isEmpty() {
    return fit.isEmpty() && refused.isEmpty();
  }

  List<StreamTarget> bestFirst() {
    List<StreamTarget> ranked = new ArrayList<>(fit);
    ranked.addAll(refused);
    return List.copyOf(ranked);
  }
}
