package dev.overdraft.junit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hibernate: a wallet whose account has a version, so that the later of two writers fails. */
@ExtendWith(Overdraft.class)
class HibernateWalletRaces {

  @Interleavings(budget = "10s")
  void twoWithdrawals(Race race) throws SQLException {
    race.schema("create table account (id int primary key, balance int, version int not null)");
    var wallet = new Wallet(race.dataSource(), VersionedAccount.class);
    race.given("insert into account (id, balance, version) values (1, 100, 0)")
        .actor("alice", () -> wallet.withdraw(1, 80))
        .actor("bob", () -> wallet.withdraw(1, 80))
        .invariant("no negative balance", "select count(*) = 0 from account where balance < 0")
        .serialEquivalence();
  }

  /** What every account has. */
  @MappedSuperclass
  static class Account {
    @Id int id;
    int balance;
  }

  /** What it takes to be safe. */
  @Entity(name = "account")
  static class VersionedAccount extends Account {
    @Version int version;
  }

  /** The application. */
  static class Wallet {
    private final SessionFactory sessions;
    private final Class<? extends Account> type;

    Wallet(DataSource dataSource, Class<? extends Account> type) {
      this.type = type;
      this.sessions =
          new HibernatePersistenceConfiguration("wallet")
              .managedClass(type)
              .property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource)
              .createEntityManagerFactory();
    }

    boolean withdraw(int id, int cents) {
      return sessions.fromTransaction(
          session -> {
            Account account = session.find(type, id);
            if (account.balance < cents) {
              return false;
            }
            account.balance -= cents;
            return true;
          });
    }
  }
}
