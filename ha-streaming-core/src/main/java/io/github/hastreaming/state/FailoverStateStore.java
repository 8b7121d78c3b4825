package io.github.hastreaming.state;

import io.github.hastreaming.internal.settings.Defaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Keeps the failover state of stream pairs, one for each primary OCID, possibly shared by many
 * processes.
 *
 * <p>Called from background threads, never while a call waits. Implementations must be thread-safe.
 * Both methods may throw any unchecked exception when the store fails: the client then decides on
 * its own and offers its decision when the store is back.
 */
public interface FailoverStateStore {

  /**
   * Reads the state of a pair.
   *
   * @param primaryOcid the OCID of the pair's primary stream
   * @return the state, or empty if none was ever stored
   */
  Optional<FailoverState> load(String primaryOcid);

  /**
   * Replaces the state, if what is stored has the epoch and lineage of {@code expected}.
   *
   * @param expected the state seen, or empty if none must be stored yet
   * @param next the new state, of the same primary and with a higher epoch
   * @return whether it was replaced; false if another process was faster
   */
  boolean compareAndSet(Optional<FailoverState> expected, FailoverState next);

  /**
   * How often a client reads the store for changes made by others, unless its builder says
   * otherwise.
   *
   * @return 5 s, unless overridden
   */
  default Duration defaultPollInterval() {
    return Defaults.STATE_POLL_REMOTE;
  }

  /**
   * A store that lives and dies with this object. Processes do not share it; clients of one process
   * that are given the same object do.
   *
   * @return a new, empty store
   */
  static FailoverStateStore inMemory() {
    return new InMemoryStateStore();
  }

  /**
   * A store in a Java properties file, one file for each pair, which the processes of a host may
   * share. It can be the file that {@link
   * io.github.hastreaming.resolver.SecondaryResolver#propertiesFile} reads: the keys {@code
   * SECONDARY_STREAM_OCID} and {@code SECONDARY_STREAM_ENDPOINT} name the secondary that is known,
   * {@code HA_STREAMING_ACTIVE_OCID} the stream that is active. Keys of others are kept, comments
   * are not.
   *
   * <p>Each change replaces the file as a whole, under a lock on {@code <file>.lock}, forced to
   * disk; the file is readable by its owner only (0600), so all processes must run as one user. A
   * file that is corrupt, larger than 1 MiB, of a later format or of another primary fails each
   * operation with a {@link StateStoreException} and is left as it is; so does one that is mounted
   * by itself (mount its directory). A change also fails, and changes nothing, where the file or
   * its lock is a symbolic link or another user's.
   *
   * @param file the file; created with the first change, in a directory that exists and that no
   *     other user can write to
   * @return a store
   */
  static FailoverStateStore propertiesFile(Path file) {
    return new PropertiesFileStateStore(file);
  }

  /**
   * A store in a database that all processes reach: {@link #jdbc(DataSource, JdbcTable)} with a
   * table that exists.
   *
   * @param dataSource a pool of connections
   * @return a store
   */
  static FailoverStateStore jdbc(DataSource dataSource) {
    return jdbc(dataSource, JdbcTable.EXISTS);
  }

  /**
   * A store in a database that all processes reach: one row for each pair in the table {@code
   * ha_streaming_state} of the connections' schema. Standard SQL; run on PostgreSQL and H2. The
   * table's DDL is the resource {@code ha-streaming-state.sql} beside this class, for PostgreSQL
   * {@code ha-streaming-state-postgresql.sql}.
   *
   * <p>Reading is one statement, a change is one statement that compares the version. Each runs on
   * a connection of its own, which is given back at once as it was, with autocommit on or off. A
   * statement is cancelled after 2 s; a connection without an answer is given up after 4 s, where
   * the driver can. (PostgreSQL's driver then waits for the cancelling itself, 10 s unless its
   * {@code cancelSignalTimeout} says less.) The wait for a connection is the pool's: give it a
   * timeout of a second or two. A row that cannot be used fails each operation with a {@link
   * StateStoreException} and is left as it is.
   *
   * @param dataSource a pool of connections; not one that takes part in the caller's transactions
   * @param table who makes the table
   * @return a store; does not touch the database before its first use
   */
  static FailoverStateStore jdbc(DataSource dataSource, JdbcTable table) {
    return new JdbcStateStore(dataSource, table);
  }
}
