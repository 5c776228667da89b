package dev.overdraft.junit;

import dev.overdraft.junit.WalletRaces.Wallet;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Races on a database that the team has anyway, through the pool that it has anyway. */
@ExtendWith(Overdraft.class)
class OwnDatabaseRaces {

  /** The application's pool; set by whoever runs this class. */
  static @Nullable DataSource pool;

  @BeforeEach
  void onOurDatabase(Race race) throws SQLException {
    race.on(Objects.requireNonNull(pool), "wallet_test");
  }

  @AfterEach
  void stillOpen(Race race) throws SQLException {
    race.dataSource().getConnection().close();
  }

  @Interleavings
  void lockedWithdrawals(Race race) {
    withdrawals(race, new Wallet(race.dataSource()));
  }

  @Interleavings
  void unlockedWithdrawals(Race race) {
    withdrawals(
        race,
        new Wallet(race.dataSource()) {
          @Override
          String lock() {
            return "";
          }
        });
  }

  private static void withdrawals(Race race, Wallet wallet) {
    race.given("insert into account values (1, 100)")
        .actor("alice", () -> wallet.withdraw(1, 80))
        .actor("bob", () -> wallet.withdraw(1, 80))
        .serialEquivalence();
  }
}
