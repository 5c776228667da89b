package dev.overdraft.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.Outcome;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SqlErrorsTest {

  /** One row per row of the vendors' tables: what each moment makes of a code. */
  @ParameterizedTest(name = "{0}/{1}")
  @CsvSource({
    // state, code, in a statement, autocommit write, COMMIT, reason, retryable
    "40001, 0,    FAIL, FAIL, FAIL, CONFLICT,        true",
    "40P01, 0,    FAIL, FAIL, FAIL, CONFLICT,        true",
    "55P03, 0,    FAIL, FAIL, INFO, TIMEOUT,         true",
    "57014, 0,    FAIL, INFO, INFO, TIMEOUT,         false",
    "23505, 0,    FAIL, FAIL, FAIL, CONSTRAINT,      false",
    "23514, 0,    FAIL, FAIL, FAIL, CONSTRAINT,      false",
    "23503, 0,    FAIL, FAIL, FAIL, CONSTRAINT,      false",
    "25P02, 0,    FAIL, FAIL, FAIL, ABORTED,         false",
    "P0001, 0,    FAIL, FAIL, FAIL, UNKNOWN,         false",
    "22003, 0,    FAIL, FAIL, INFO, UNKNOWN,         false",
    "42P01, 0,    FAIL, FAIL, INFO, UNKNOWN,         false",
    "08001, 0,    FAIL, INFO, INFO, CONNECTION_LOST, false",
    "08006, 0,    FAIL, INFO, INFO, CONNECTION_LOST, false",
    "57P01, 0,    FAIL, INFO, INFO, CONNECTION_LOST, false",
    "57P02, 0,    FAIL, INFO, INFO, CONNECTION_LOST, false",
    "58030, 0,    FAIL, INFO, INFO, UNKNOWN,         false",
    "40003, 0,    FAIL, INFO, INFO, UNKNOWN,         false",
    "40001, 1213, FAIL, FAIL, FAIL, CONFLICT,        true",
    "HY000, 1020, FAIL, FAIL, FAIL, CONFLICT,        true",
    "HY000, 1205, FAIL, FAIL, INFO, TIMEOUT,         true",
    "23000, 1062, FAIL, FAIL, FAIL, CONSTRAINT,      false",
    "23000, 4025, FAIL, FAIL, FAIL, CONSTRAINT,      false",
    "23000, 1452, FAIL, FAIL, FAIL, CONSTRAINT,      false",
    "HY000, 2006, FAIL, INFO, INFO, CONNECTION_LOST, false",
    "HY000, 2013, FAIL, INFO, INFO, CONNECTION_LOST, false",
    // TiDB, as documented
    "HY000, 9007, FAIL, FAIL, FAIL, CONFLICT,        true",
    "HY000, 8022, FAIL, FAIL, FAIL, CONFLICT,        true",
    "HY000, 8028, FAIL, FAIL, FAIL, CONFLICT,        true",
    // H2, HSQLDB, Derby, and SQLite, whose driver gives no state
    "40001, 40001,FAIL, FAIL, FAIL, CONFLICT,        true",
    "HYT00, 50200,FAIL, FAIL, INFO, TIMEOUT,         true",
    "40001, -4861,FAIL, FAIL, FAIL, CONFLICT,        true",
    "40XL1, 30000,FAIL, FAIL, INFO, TIMEOUT,         true",
    "'',    5,    FAIL, FAIL, FAIL, CONFLICT,        true",
    "'',    6,    FAIL, FAIL, FAIL, CONFLICT,        true",
    "'',    19,   FAIL, FAIL, FAIL, CONSTRAINT,      false",
    "'',    1,    FAIL, INFO, INFO, UNKNOWN,         false",
  })
  void classify_code_asTheTableSays(
      String state,
      int code,
      Outcome inStatement,
      Outcome inAutocommitWrite,
      Outcome inCommit,
      Reason reason,
      boolean retryable) {
    var error = new SQLException("said the server", state, code);

    assertThat(SqlErrors.classify(error, InFlight.NOTHING).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(SqlErrors.classify(error, InFlight.STATEMENT).outcome()).isEqualTo(inStatement);
    assertThat(SqlErrors.classify(error, InFlight.AUTOCOMMIT_WRITE).outcome())
        .isEqualTo(inAutocommitWrite);
    assertThat(SqlErrors.classify(error, InFlight.COMMIT))
        .isEqualTo(new Failure(inCommit, state, code, reason, "said the server"));
    assertThat(SqlErrors.retryable(error)).isEqualTo(retryable);
  }

  @Test
  void classify_wrappedByAFramework_findsTheDriversError() {
    var wrapped =
        new IllegalStateException(
            "could not commit", new RuntimeException(new SQLException("no", "40001")));

    assertThat(SqlErrors.classify(wrapped, InFlight.COMMIT))
        .isEqualTo(new Failure(Outcome.FAIL, "40001", 0, Reason.CONFLICT, "no"));
    assertThat(SqlErrors.retryable(wrapped)).isTrue();
  }

  @Test
  void classify_batch_findsTheNextException() {
    var batch = new BatchUpdateException();
    batch.setNextException(new SQLException("deadlock detected", "40P01"));

    assertThat(SqlErrors.classify(batch, InFlight.STATEMENT).reason()).isEqualTo(Reason.CONFLICT);
    assertThat(SqlErrors.retryable(batch)).isTrue();
  }

  @Test
  void classify_transactionAborted_namesTheFirstError() {
    var aborted = new SQLException("current transaction is aborted", "25P02");
    aborted.initCause(new SQLException("could not serialize access", "40001"));

    assertThat(SqlErrors.classify(aborted, InFlight.STATEMENT))
        .isEqualTo(
            new Failure(Outcome.FAIL, "40001", 0, Reason.CONFLICT, "could not serialize access"));
    assertThat(SqlErrors.retryable(aborted)).isTrue();
  }

  @Test
  void classify_connectionLostOverAnOlderConflict_theOutermostDecides() {
    var lost = new SQLException("an I/O error occurred", "08006");
    lost.initCause(new SQLException("could not serialize access", "40001"));

    assertThat(SqlErrors.classify(lost, InFlight.COMMIT).outcome()).isEqualTo(Outcome.INFO);
    assertThat(SqlErrors.retryable(lost)).isFalse();
  }

  @Test
  void classify_poolHadNoConnection_certainlyNoEffect() {
    var exhausted = new SQLTransientConnectionException("not available after 30000ms");

    assertThat(SqlErrors.classify(exhausted, InFlight.NOTHING))
        .isEqualTo(
            new Failure(
                Outcome.FAIL, "", 0, Reason.CONNECTION_LOST, "not available after 30000ms"));
  }

  @Test
  void classify_staleVersion_conflictKnownByName() {
    var stale = new RuntimeException("rolled back", new StaleObjectStateException());

    assertThat(SqlErrors.classify(stale, InFlight.COMMIT).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(SqlErrors.classify(stale, InFlight.COMMIT).reason()).isEqualTo(Reason.CONFLICT);
    assertThat(SqlErrors.retryable(stale)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(InFlight.class)
  void classify_notSqlAtAll_unknownOnlyOnceItMayHaveCommitted(InFlight inFlight) {
    Failure failure = SqlErrors.classify(new IllegalStateException(), inFlight);

    boolean mayHaveCommitted = inFlight == InFlight.COMMIT || inFlight == InFlight.AUTOCOMMIT_WRITE;
    assertThat(failure)
        .isEqualTo(
            new Failure(
                mayHaveCommitted ? Outcome.INFO : Outcome.FAIL,
                "",
                0,
                Reason.UNKNOWN,
                "java.lang.IllegalStateException"));
  }

  @Test
  void classify_chainThatBitesItsTail_ends() {
    var head = new SQLException("head");
    var tail = new SQLException("tail", "40001");
    head.initCause(tail);
    tail.initCause(head);
    tail.setNextException(head);

    assertThat(SqlErrors.classify(head, InFlight.COMMIT).sqlState()).isEqualTo("40001");
  }

  @Test
  void classify_endlessChain_givesUpAfterThirtyTwoLinks() {
    Throwable chain = new SQLException("too deep", "40001");
    for (int depth = 0; depth < 40; depth++) {
      chain = new RuntimeException("layer", chain);
    }

    assertThat(SqlErrors.classify(chain, InFlight.COMMIT).outcome()).isEqualTo(Outcome.INFO);
    assertThat(SqlErrors.retryable(chain)).isFalse();
  }

  @Test
  void notUnderstood_syntaxOrMissingFeature_only() {
    var syntax = new SQLException("You have an error in your SQL syntax", "42000", 1064);
    var unknown = new RuntimeException("flush", new SQLException("no such function", "42883"));

    assertThat(SqlErrors.notUnderstood(syntax)).isTrue();
    assertThat(SqlErrors.notUnderstood(unknown)).isTrue();
    assertThat(SqlErrors.notUnderstood(new SQLFeatureNotSupportedException("arrays"))).isTrue();
    assertThat(SqlErrors.notUnderstood(new SQLException("two-phase", "0A000"))).isTrue();
    assertThat(SqlErrors.notUnderstood(new SQLException("deadlock", "40001", 1213))).isFalse();
    assertThat(SqlErrors.notUnderstood(new SQLException("check", "23000", 4025))).isFalse();
    assertThat(SqlErrors.notUnderstood(new IllegalStateException("ours"))).isFalse();
  }

  /** Named like Hibernate's, which this module does not know. */
  private static final class StaleObjectStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
