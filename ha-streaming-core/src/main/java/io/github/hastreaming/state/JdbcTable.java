package io.github.hastreaming.state;

/** Who makes the table of {@link FailoverStateStore#jdbc}. */
public enum JdbcTable {
  /** You do, with the DDL that is shipped. */
  EXISTS,
  /** The store does, at its first use, if there is none. Needs the right to create tables. */
  CREATED_IF_MISSING
}
