package io.github.hastreaming.fleet;

import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.state.JdbcTable;
import org.postgresql.ds.PGSimpleDataSource;

/** A process of a fleet whose state is in a database; its URL is the last argument. */
final class JdbcMember {

  private JdbcMember() {}

  public static void main(String[] arguments) throws Exception {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(arguments[arguments.length - 1]);
    FleetMember.run(arguments, FailoverStateStore.jdbc(database, JdbcTable.CREATED_IF_MISSING));
  }
}
