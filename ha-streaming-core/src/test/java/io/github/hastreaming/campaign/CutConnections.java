package io.github.hastreaming.campaign;

/** A connection that was cut is noticed by the call that fails: by one of the next few calls. */
final class CutConnections {

  private final CampaignWorld world;
  private final int calls;
  private int cuts;
  private int left;

  /**
   * @param calls how many calls of one application may meet one after a cut
   */
  CutConnections(CampaignWorld world, int calls) {
    this.world = world;
    this.calls = calls;
  }

  /** A call begins; tells whether it may meet one. */
  boolean mayMeetOne() {
    if (world.cuts() > cuts) {
      cuts = world.cuts();
      left = calls;
    }
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
