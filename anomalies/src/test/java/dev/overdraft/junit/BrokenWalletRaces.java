package dev.overdraft.junit;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtendWith;

/** The twin of {@link WalletRaces} that forgets the lock. */
@ExtendWith(Overdraft.class)
class BrokenWalletRaces {

  @Interleavings(budget = "10s")
  void twoWithdrawals(Race race) throws SQLException {
    var wallet =
        new WalletRaces.Wallet(race.dataSource()) {
          @Override
          String lock() {
            return "";
          }
        };
    race.schema("create table account (id int primary key, balance int not null)")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> wallet.withdraw(1, 80))
        .actor("bob", () -> wallet.withdraw(1, 80))
        .serialEquivalence();
  }
}
