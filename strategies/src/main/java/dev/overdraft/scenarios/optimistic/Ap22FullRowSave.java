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
import dev.overdraft.scenarios.Sql;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.DynamicUpdate;

/** A memo is changed, and every column is written. */
public final class Ap22FullRowSave {

  public static final AntiPattern STORY =
      AntiPattern.of(22, "full-row-save", Ap22FullRowSave.class, Chapter.OPTIMISTIC)
          .title("The memo that refunded a payment")
          .story(
              """
              Somebody edits the memo of an account. The entity is loaded, one property is set, and
              dirty checking writes the row: by default, all of it, the balance that was read
              included. A payment that was booked in between is undone by an edit that never meant
              to touch money. save() and merge() of most mappers do the same.
              """)
          .breaks(Rule.NO_CLOBBER, Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, "with Hibernate, without @Version", READ_COMMITTED)
          .holdsOn("PostgreSQL", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .holdsOn("H2", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED)
          .holdsOn("Derby", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "@DynamicUpdate, or update_fields, writes what was changed; and a @Version refuses"
                  + " the rest.")
          .see("celery/django-celery#643", "coleifer/peewee#283")
          .tables(
              "create table account"
                  + " (id bigint primary key, balance bigint not null, memo varchar(20) not null)",
              "create table payment (customer varchar(20) primary key, amount bigint not null)")
          .staged(
              on -> stage(on, Ap22FullRowSave::edit),
              on -> stage(on, Ap22FullRowSave::editDynamically));

  private Ap22FullRowSave() {}

  /** An account; all of its columns are written whenever one has changed. */
  @Broken
  @Entity(name = "Account")
  @Table(name = "account")
  public static class Account {
    @Id long id;
    long balance;
    String memo = "";

    /** For Hibernate. */
    protected Account() {}
  }

  /** The same; what has not changed is not written. */
  @Fixed
  @DynamicUpdate
  @Entity(name = "CarefulAccount")
  @Table(name = "account")
  public static class CarefulAccount {
    @Id long id;
    long balance;
    String memo = "";

    /** For Hibernate. */
    protected CarefulAccount() {}
  }

  @Broken
  static void edit(SessionFactory bank, String memo) {
    bank.inTransaction(sql -> sql.find(Account.class, 1L).memo = memo);
  }

  @Fixed
  static void editDynamically(SessionFactory bank, String memo) {
    bank.inTransaction(sql -> sql.find(CarefulAccount.class, 1L).memo = memo);
  }

  private static void pay(DataSource bank, int amount) throws SQLException {
    Sql.inTransaction(
        bank,
        sql -> {
          sql.update("insert into payment (customer, amount) values ('bob', ?)", amount);
          return sql.update("update account set balance = balance - ? where id = 1", amount);
        });
  }

  private interface Edit {
    void of(SessionFactory bank, String memo);
  }

  private static Scenario stage(Setting setting, Edit way) {
    SessionFactory bank = setting.hibernate(Account.class, CarefulAccount.class);
    return Scenario.named("memo-and-payment")
        .given("insert into account (id, balance, memo) values (1, 100, '')")
        .actor("alice", () -> way.of(bank, "rent"))
        .actor("bob", () -> pay(setting.dataSource(), 50))
        .invariant(
            "every payment has left the account",
            "select (select balance from account) = 100 - coalesce(sum(amount), 0) from payment");
  }
}
