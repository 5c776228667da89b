package dev.overdraft.scenarios.optimistic;

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
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.SessionFactory;

/** Rows that were only read are compared again before the commit, and not locked. */
public final class Ap19OptimisticReadCheck {

  public static final AntiPattern STORY =
      AntiPattern.of(19, "optimistic-read-check", Ap19OptimisticReadCheck.class, Chapter.OPTIMISTIC)
          .title("Checked a moment before it changed")
          .story(
              """
              A rule on two accounts, and JPA has a lock mode for rows that are only read:
              OPTIMISTIC compares their versions again, just before the commit. It compares, and
              does not lock. Each of two withdrawals writes its own account, finds the other one
              unchanged, since that change is not committed yet, and commits.
              """)
          .breaks(Rule.NO_NEGATIVE_BALANCE)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("PostgreSQL", MEASURED, "40001", SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("MariaDB", MEASURED, "plain reads lock too, 1213", SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .holdsOn("HSQLDB", MEASURED, "who writes has the table to himself", READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .holdsOn("Derby", MEASURED, "the check waits for whoever writes", READ_COMMITTED)
          .holdsOn("Derby", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "OPTIMISTIC_FORCE_INCREMENT on every row that the rule reads: a read that counts as a"
                  + " write collides. Or one of the pessimistic modes.")
          .see("Mihalcea, How does LockModeType.OPTIMISTIC work (vladmihalcea.com)")
          .alsoCalled("hibernate-optimistic-read")
          .fixCalled("hibernate-force-increment")
          .tables(
              "create table account"
                  + " (id bigint primary key, balance bigint not null, version bigint not null)")
          .staged(
              on -> stage(on, Ap19OptimisticReadCheck::withdraw),
              on -> stage(on, Ap19OptimisticReadCheck::withdrawIncrementing));

  private Ap19OptimisticReadCheck() {}

  /** An account with a version. */
  @Entity(name = "Account")
  @Table(name = "account")
  public static class Account {
    @Id long id;
    long balance;
    @Version long version;

    /** For Hibernate. */
    protected Account() {}
  }

  @Broken
  static String withdraw(SessionFactory bank, long from, long other, long amount) {
    return withdraw(bank, from, other, amount, LockModeType.OPTIMISTIC);
  }

  @Fixed
  static String withdrawIncrementing(SessionFactory bank, long from, long other, long amount) {
    return withdraw(bank, from, other, amount, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
  }

  private static String withdraw(
      SessionFactory bank, long from, long other, long amount, LockModeType rowsRead) {
    return bank.fromTransaction(
        sql -> {
          Account own = sql.find(Account.class, from);
          Account second = sql.find(Account.class, other, rowsRead);
          if (own.balance + second.balance < amount) {
            return "refused";
          }
          own.balance -= amount;
          return "paid";
        });
  }

  private interface Withdrawal {
    String of(SessionFactory bank, long from, long other, long amount);
  }

  private static Scenario stage(Setting setting, Withdrawal way) {
    SessionFactory bank = setting.hibernate(Account.class);
    return Scenario.named("two-accounts")
        .given("insert into account (id, balance, version) values (1, 100, 0), (2, 100, 0)")
        .actor("alice", () -> way.of(bank, 1, 2, 150))
        .actor("bob", () -> way.of(bank, 2, 1, 150))
        .invariant(
            "the accounts together are not below zero", "select sum(balance) >= 0 from account");
  }
}
