package dev.overdraft.scenarios.locks;

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
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** A lock with a time limit runs out under its holder, who writes on. */
public final class Ap09LeaseExpiry {

  public static final AntiPattern STORY =
      AntiPattern.of(9, "lease-expiry", Ap09LeaseExpiry.class, Chapter.LOCKS)
          .title("The lock that ran out")
          .story(
              """
              A lease of ten seconds, so that a crashed worker does not hold it forever. Its holder
              reads the balance and pauses: garbage collection, a slow disk, a sleeping laptop. The
              lease runs out, another worker takes it, reads, writes. Then the first one wakes up,
              knows nothing, and writes what it had in mind. Here the time is a row of the
              database, and passes when its actor says so.
              """)
          .breaks(Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .breaksOn("MariaDB", MEASURED, SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .breaksOn("Derby", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "A fencing token: each lease has a higher number, which is left with what the lease"
                  + " protects, and every write demands that its number is still there.")
          .see("Kleppmann, How to do distributed locking (2016)")
          .alsoCalled("lease")
          .fixCalled("lease-with-fencing-token")
          .tables(
              "create table account (id int primary key, balance int not null,"
                  + " deposited int not null, lease_ends int not null, epoch int not null)",
              "create table clock (id int primary key, now int not null)")
          .staged(
              on -> stage(on, Ap09LeaseExpiry::deposit),
              on -> stage(on, Ap09LeaseExpiry::depositFenced));

  private Ap09LeaseExpiry() {}

  private record Leased(long balance, long token) {}

  /** Takes the lease for ten seconds, if nobody has it, and reads the balance. */
  private static Optional<Leased> lease(DataSource bank) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          int taken =
              sql.update(
                  "update account set epoch = epoch + 1, lease_ends = 10 + (select now from clock)"
                      + " where id = 1 and lease_ends <= (select now from clock)");
          return taken == 0
              ? Optional.empty()
              : sql
                  .all(
                      "select balance, epoch from account where id = 1",
                      row -> new Leased(row.getLong(1), row.getLong(2)))
                  .stream()
                  .findFirst();
        });
  }

  @Broken
  static String deposit(DataSource bank, int amount) throws SQLException {
    Optional<Leased> leased = lease(bank);
    if (leased.isEmpty()) {
      return "busy";
    }
    Sql.autocommit(
        bank,
        sql ->
            sql.update(
                "update account set balance = ?, deposited = deposited + ? where id = 1",
                leased.get().balance() + amount,
                amount));
    return "deposited";
  }

  @Fixed
  static String depositFenced(DataSource bank, int amount) throws SQLException {
    Optional<Leased> leased = lease(bank);
    if (leased.isEmpty()) {
      return "busy";
    }
    int written =
        Sql.autocommit(
            bank,
            sql ->
                sql.update(
                    "update account set balance = ?, deposited = deposited + ?"
                        + " where id = 1 and epoch = ?",
                    leased.get().balance() + amount,
                    amount,
                    leased.get().token()));
    return written == 1 ? "deposited" : "the lease was lost";
  }

  private interface Deposit {
    String of(DataSource bank, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Deposit way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("two-workers-and-time")
        .given(
            "insert into account (id, balance, deposited, lease_ends, epoch)"
                + " values (1, 100, 0, 0, 0)",
            "insert into clock (id, now) values (1, 0)")
        .actor("alice", () -> way.of(bank, 10))
        .actor("bob", () -> way.of(bank, 50))
        .actor("time", () -> pass(bank))
        .invariant(
            "every deposit is in the balance", "select balance = 100 + deposited from account");
  }

  private static void pass(DataSource bank) throws SQLException {
    Sql.autocommit(bank, sql -> sql.update("update clock set now = now + 10 where id = 1"));
  }
}
