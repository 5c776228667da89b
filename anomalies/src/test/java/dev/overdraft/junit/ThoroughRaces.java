package dev.overdraft.junit;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sound races that have to be explored to the end; one has no budget for that. */
@ExtendWith(Overdraft.class)
class ThoroughRaces {

  @Interleavings(exhaustive = true, budget = "2m")
  void toTheEnd(Race race) throws SQLException {
    withdrawals(race);
  }

  @Interleavings(exhaustive = true, budget = "8 schedules")
  void cutShort(Race race) throws SQLException {
    var wallet = withdrawals(race);
    race.actor("carol", () -> wallet.withdraw(1, 80));
  }

  private static WalletRaces.Wallet withdrawals(Race race) throws SQLException {
    var wallet = new WalletRaces.Wallet(race.dataSource());
    race.schema("create table account (id int primary key, balance int not null)")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> wallet.withdraw(1, 80))
        .actor("bob", () -> wallet.withdraw(1, 80))
        .serialEquivalence();
    return wallet;
  }
}
