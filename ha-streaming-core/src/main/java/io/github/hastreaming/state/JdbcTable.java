package io.github.hastreaming.state;

/** Who makes the table of {@link FailoverStateStore#jdbc}. */
public enum JdbcTable {
  /** You do, with the DDL that is shipped. */
  EXISTS,
  /**
   * The store does, at its first use, if there is none. Needs the right to create tables. Not for
   * several processes at once on H2, which lets others write into a table before its primary key is
   * in force (seen with 2.x): one of two first states may be lost.
   */
  CREATED_IF_MISSING
}
