package io.github.hastreaming.state;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransactionRollbackException;
import java.util.Set;

/** What a database's refusal means, by the classes of SQLSTATE in the SQL standard. */
final class JdbcFailures {

  private static final String INTEGRITY_VIOLATION = "23";
  private static final String ROLLED_BACK = "40";
  private static final String COMPLETION_UNKNOWN = "40003";

  /** Of PostgreSQL; of ODBC, for a table, and two more of H2 where names are alike or none is. */
  private static final Set<String> MISSING_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

  private static final int MISSING_TABLE_ORACLE = 942; // Its SQLSTATE is that of bad syntax, too.

  private JdbcFailures() {}

  /** The database rolled this transaction back in favour of another; nothing was done. */
  static boolean isRolledBack(SQLException failure) {
    return !COMPLETION_UNKNOWN.equals(failure.getSQLState())
        && (failure instanceof SQLTransactionRollbackException || hasClass(failure, ROLLED_BACK));
  }

  /** A constraint: the primary key, if the row was inserted meanwhile; or one of somebody's own. */
  static boolean isConstraintViolated(SQLException failure) {
    return failure instanceof SQLIntegrityConstraintViolationException
        || hasClass(failure, INTEGRITY_VIOLATION);
  }

  static boolean isMissingTable(SQLException failure) {
    String state = failure.getSQLState();
    return (state != null && MISSING_TABLE.contains(state))
        || (hasClass(failure, "42") && failure.getErrorCode() == MISSING_TABLE_ORACLE);
  }

  private static boolean hasClass(SQLException failure, String sqlStateClass) {
    String state = failure.getSQLState();
    return state != null && state.startsWith(sqlStateClass);
  }
}
