package dev.overdraft.scenarios.lifecycle;

import static dev.overdraft.history.Isolation.READ_COMMITTED;
import static dev.overdraft.history.Isolation.REPEATABLE_READ;
import static dev.overdraft.history.Isolation.SERIALIZABLE;
import static dev.overdraft.scenarios.Where.Basis.MEASURED;

import dev.overdraft.explore.Scenario;
import dev.overdraft.scenarios.AntiPattern;
import dev.overdraft.scenarios.Broken;
import dev.overdraft.scenarios.Chapter;
import dev.overdraft.scenarios.Fixed;
import dev.overdraft.scenarios.Rule;
import dev.overdraft.scenarios.Setting;
import dev.overdraft.scenarios.Sql;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Half a cent is transferred, and both legs are rounded. */
public final class Ap43Rounding {

  public static final AntiPattern STORY =
      AntiPattern.of(43, "rounding", Ap43Rounding.class, Chapter.LIFECYCLE)
          .title("Half a cent, up on both sides")
          .story(
              """
              The balance is a NUMERIC(18,2), as it should be, and the amount is an exact decimal:
              0.005. The column keeps two places, and rounds what is stored, silently. 100.00 -
              0.005 is 99.995 and rounds up to 100.00; 100.00 + 0.005 rounds up to 100.01. Each
              transfer makes a cent, and a hundred of them make one whole. No second person is
              needed, only a loop.
              """)
          .breaks(Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .breaksOn("MariaDB", MEASURED, REPEATABLE_READ)
          .breaksOn("H2", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .holdsOn(
              "HSQLDB",
              MEASURED,
              "a parameter takes the column's scale before it is used",
              READ_COMMITTED,
              REPEATABLE_READ,
              SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "Refuse an amount with more places than the column has, or count in the smallest"
                  + " unit. Where amounts are divided, the remainder has to go somewhere.")
          .see(
              "overdraft explore money", "github.com/pirate/django-concurrency-talk: salami slices")
          .fixCalled("scale-guard")
          .sequential()
          .tables("create table account (id int primary key, balance numeric(18, 2) not null)")
          .staged(
              on -> stage(on, Ap43Rounding::transfer),
              on -> stage(on, Ap43Rounding::transferWholeCents));

  private static final int TRANSFERS = 4;

  private Ap43Rounding() {}

  @Broken
  static String transfer(DataSource bank, BigDecimal amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          sql.update("update account set balance = balance - ? where id = 1", amount);
          sql.update("update account set balance = balance + ? where id = 2", amount);
          return "paid";
        });
  }

  @Fixed
  static String transferWholeCents(DataSource bank, BigDecimal amount) throws SQLException {
    if (amount.stripTrailingZeros().scale() > 2) {
      return "refused: not a whole number of cents";
    }
    return transfer(bank, amount);
  }

  private interface Transfer {
    String of(DataSource bank, BigDecimal amount) throws SQLException;
  }

  private static String repeat(DataSource bank, Transfer way, String amount) throws SQLException {
    String answer = "";
    for (int i = 0; i < TRANSFERS; i++) {
      answer = way.of(bank, new BigDecimal(amount));
    }
    return answer;
  }

  private static Scenario stage(Setting setting, Transfer way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("half-cents")
        .given("insert into account (id, balance) values (1, 100), (2, 100)")
        .actor("mallory", () -> List.of(repeat(bank, way, "0.005"), repeat(bank, way, "0.01")))
        .invariant("no money is made or lost", "select sum(balance) = 200 from account");
  }
}
