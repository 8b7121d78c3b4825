package io.github.hastreaming.internal.cursor;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A position in the pair: what the caller's cursor string stands for. It carries all that is needed
 * to go on in any region and process, so the client keeps nothing. Mutable, for one call of one
 * thread; the string that leaves the client is a new one.
 */
public final class PairCursor {

  private final String primaryOcid;
  private final CursorStart start;
  private final long startedAt;
  private long lastSweep;
  private String currentOcid;
  private String originOcid = "";
  private boolean foreign;
  private final Map<String, StreamPosition> positions = new LinkedHashMap<>(4);

  /**
   * @param startedAt when the cursor was created, by the service's clock, epoch milliseconds
   * @param currentOcid the stream to read on in
   */
  public PairCursor(String primaryOcid, CursorStart start, long startedAt, String currentOcid) {
    this.primaryOcid = primaryOcid;
    this.start = start;
    this.startedAt = startedAt;
    this.currentOcid = currentOcid;
  }

  public String primaryOcid() {
    return primaryOcid;
  }

  public CursorStart start() {
    return start;
  }

  public boolean isGroup() {
    return start instanceof CursorStart.OfGroup;
  }

  public long startedAt() {
    return startedAt;
  }

  /** When the other streams were last asked, by this process's clock, epoch milliseconds. */
  public long lastSweep() {
    return lastSweep;
  }

  public void lastSweep(long millis) {
    this.lastSweep = millis;
  }

  /**
   * Whether it stands for a native cursor that the caller brought along, of which less is known.
   * The cursors made from it are our own.
   */
  public boolean isForeign() {
    return foreign;
  }

  public void markForeign() {
    foreign = true;
  }

  /** The stream to read on in. */
  public String currentOcid() {
    return currentOcid;
  }

  public void currentOcid(String ocid) {
    this.currentOcid = ocid;
  }

  /** The stream the last read came from; empty before the first. */
  public String originOcid() {
    return originOcid;
  }

  public void originOcid(String ocid) {
    this.originOcid = ocid;
  }

  /** How far it is in a stream; nowhere yet, if the stream is new. */
  public StreamPosition position(String ocid) {
    return positions.computeIfAbsent(ocid, name -> new StreamPosition());
  }

  public Map<String, StreamPosition> positions() {
    return positions;
  }
}
