package dev.overdraft.scenarios.errors;

import static dev.overdraft.history.Isolation.READ_COMMITTED;
import static dev.overdraft.history.Isolation.REPEATABLE_READ;
import static dev.overdraft.history.Isolation.SERIALIZABLE;
import static dev.overdraft.scenarios.Where.Basis.DOCUMENTED;
import static dev.overdraft.scenarios.Where.Basis.MEASURED;

import dev.overdraft.explore.Scenario;
import dev.overdraft.scenarios.AntiPattern;
import dev.overdraft.scenarios.Broken;
import dev.overdraft.scenarios.Chapter;
import dev.overdraft.scenarios.Fixed;
import dev.overdraft.scenarios.Rule;
import dev.overdraft.scenarios.Setting;
import dev.overdraft.scenarios.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A checked exception leaves the transaction, and the transaction is committed. */
public final class Ap30CheckedExceptionCommits {

  public static final AntiPattern STORY =
      AntiPattern.of(
              30, "checked-exception-commits", Ap30CheckedExceptionCommits.class, Chapter.ERRORS)
          .title("The exception that commits")
          .story(
              """
              The payer has been debited when the payee turns out to be closed, and a checked
              exception says so. The transaction interceptor looks at its type: by default Spring
              rolls back for unchecked exceptions and errors, and takes a checked one for a result
              of the method. It commits. The debit stays, the credit never was. Nobody else has to
              do anything for that.
              """)
          .breaks(Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, "with Spring's default rule", READ_COMMITTED)
          .breaksOn("MariaDB", DOCUMENTED, "with Spring's default rule", REPEATABLE_READ)
          .breaksOn("H2", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .fix("rollbackFor = Exception.class, as the default of the whole application.")
          .see("Spring Framework manual, rolling back a declarative transaction")
          .sequential()
          .tables("create table account (id int primary key, balance int not null)")
          .staged(
              on -> stage(on, Ap30CheckedExceptionCommits::transactional),
              on -> stage(on, Ap30CheckedExceptionCommits::transactionalForAll));

  private Ap30CheckedExceptionCommits() {}

  /** A business exception, checked, as some style guides demand. */
  public static final class PayeeClosedException extends Exception {
    private static final long serialVersionUID = 1L;

    PayeeClosedException() {
      super("the payee's account is closed");
    }
  }

  /** What the interceptor does around an annotated method, by its default rule. */
  @Broken
  static void transactional(DataSource bank, Method method)
      throws SQLException, PayeeClosedException {
    try (Connection connection = bank.getConnection()) {
      connection.setAutoCommit(false);
      try {
        method.on(new Sql(connection));
      } catch (RuntimeException | Error unchecked) {
        connection.rollback();
        throw unchecked;
      } catch (SQLException | PayeeClosedException checked) {
        connection.commit();
        throw checked;
      }
      connection.commit();
    }
  }

  /** The same with rollbackFor = Exception.class. */
  @Fixed
  static void transactionalForAll(DataSource bank, Method method)
      throws SQLException, PayeeClosedException {
    try (Connection connection = bank.getConnection()) {
      connection.setAutoCommit(false);
      try {
        method.on(new Sql(connection));
      } catch (RuntimeException | Error | SQLException | PayeeClosedException any) {
        connection.rollback();
        throw any;
      }
      connection.commit();
    }
  }

  private static void transfer(Sql sql) throws SQLException, PayeeClosedException {
    sql.update("update account set balance = balance - 50 where id = 1");
    if (!sql.exists("select 1 from account where id = 2")) {
      throw new PayeeClosedException();
    }
    sql.update("update account set balance = balance + 50 where id = 2");
  }

  private interface Method {
    void on(Sql sql) throws SQLException, PayeeClosedException;
  }

  private interface Interceptor {
    void around(DataSource bank, Method method) throws SQLException, PayeeClosedException;
  }

  private static Scenario stage(Setting setting, Interceptor interceptor) {
    DataSource bank = setting.dataSource();
    return Scenario.named("transfer-to-a-closed-account")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> interceptor.around(bank, Ap30CheckedExceptionCommits::transfer))
        .invariant("no money is made or lost", "select sum(balance) = 100 from account");
  }
}
