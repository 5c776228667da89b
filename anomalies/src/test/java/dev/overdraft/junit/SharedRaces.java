package dev.overdraft.junit;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables and a rule that are declared once, before each race; one race breaks the rule. */
@ExtendWith(Overdraft.class)
class SharedRaces {

  @BeforeEach
  void tables(Race race) throws SQLException {
    race.schema("create table account (id int primary key, balance int not null)")
        .given("insert into account (id, balance) values (1, 100)")
        .invariant("nothing is paid out", "select sum(balance) = 100 from account");
  }

  @Interleavings
  void twoWithdrawals(Race race) {
    var wallet = new WalletRaces.Wallet(race.dataSource());
    race.actor("alice", () -> wallet.withdraw(1, 80))
        .actor("bob", () -> wallet.withdraw(1, 80))
        .serialEquivalence();
  }
}
