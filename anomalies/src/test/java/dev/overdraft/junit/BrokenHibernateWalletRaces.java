package dev.overdraft.junit;

import jakarta.persistence.Entity;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtendWith;

/** The twin of {@link HibernateWalletRaces} whose account has no version. */
@ExtendWith(Overdraft.class)
class BrokenHibernateWalletRaces {

  @Interleavings(budget = "10s")
  void twoWithdrawals(Race race) throws SQLException {
    race.schema("create table account (id int primary key, balance int)");
    var wallet = new HibernateWalletRaces.Wallet(race.dataSource(), UnversionedAccount.class);
    race.given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> wallet.withdraw(1, 80))
        .actor("bob", () -> wallet.withdraw(1, 80))
        .serialEquivalence();
  }

  /** The account as it is, without anything that would notice another writer. */
  @Entity(name = "account")
  static class UnversionedAccount extends HibernateWalletRaces.Account {}
}
