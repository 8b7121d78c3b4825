package io.github.hastreaming.state;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransactionRollbackException;

/** What a database's refusal means, by the classes of SQLSTATE in the SQL standard. */
final class JdbcFailures {

  private static final String INTEGRITY_VIOLATION = "23";
  private static final String ROLLED_BACK = "40";
  private static final String COMPLETION_UNKNOWN = "40003";
  private static final String SYNTAX_OR_ACCESS = "42";

  private JdbcFailures() {}

  /**
   * Another process was faster and nothing was done: the row was inserted meanwhile, or the
   * database rolled this transaction back in favour of another.
   */
  static boolean isLostRace(SQLException failure) {
    if (COMPLETION_UNKNOWN.equals(failure.getSQLState())) {
      return false;
    }
    return failure instanceof SQLIntegrityConstraintViolationException
        || failure instanceof SQLTransactionRollbackException
        || hasClass(failure, INTEGRITY_VIOLATION)
        || hasClass(failure, ROLLED_BACK);
  }

  /** The table may be missing. */
  static boolean mayBeMissingTable(SQLException failure) {
    return failure instanceof SQLSyntaxErrorException || hasClass(failure, SYNTAX_OR_ACCESS);
  }

  private static boolean hasClass(SQLException failure, String sqlStateClass) {
    String state = failure.getSQLState();
    return state != null && state.startsWith(sqlStateClass);
  }
}
