package io.github.hastreaming.campaign;

import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.StreamTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What the resolver names before the secondary that can serve: nothing, or a stream that must not
 * be used.
 */
final class UnfitStreams {

  private enum Kind {
    NONE,
    WRONG_OCID,
    MORE_PARTITIONS,
    DELETED
  }

  private static final String NAME = "unfit";

  private final CampaignRegion region;
  private final Kind kind;
  private final List<StreamTarget> targets = new ArrayList<>();

  /**
   * @param partitions of the primary
   */
  UnfitStreams(CampaignRegion region, int partitions, Random random) {
    this.region = region;
    this.kind = Kind.values()[random.nextInt(Kind.values().length)];
    switch (kind) {
      case NONE -> {}
      case WRONG_OCID -> {
        String ocid = region.streams().get(0) + "wrong";
        targets.add(Pair.target(region.emulator(), ocid));
      }
      case MORE_PARTITIONS -> make(partitions + 1);
      case DELETED -> make(partitions);
    }
  }

  private void make(int partitions) {
    targets.add(Pair.target(region.emulator(), region.emulator().createStream(NAME, partitions)));
  }

  /** In front of the one that can serve. */
  StreamTarget[] before(StreamTarget fit) {
    List<StreamTarget> all = new ArrayList<>(targets);
    all.add(fit);
    return all.toArray(StreamTarget[]::new);
  }

  /** Clients know it by now, and have put nothing there. */
  void deleteIfDoomed() {
    if (kind == Kind.DELETED) {
      region.emulator().deleteStream(targets.get(0).streamOcid());
    }
  }

  /** Nobody would read what is written there. */
  void requireUnused() {
    for (StreamTarget target : targets) {
      long held =
          region.emulator().messages().stream()
              .filter(message -> message.streamOcid().equals(target.streamOcid()))
              .count();
      if (held > 0) {
        throw new AssertionError(held + " messages in " + this + " " + target);
      }
    }
  }

  @Override
  public String toString() {
    return kind.toString();
  }
}
