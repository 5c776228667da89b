package dev.overdraft.junit;

import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/** A storm on a database that the team has anyway, over accounts that another row is beside. */
@ExtendWith(Overdraft.class)
class OwnDatabaseStorm {

  /** The application's pool; set by whoever runs this class. */
  static @Nullable DataSource pool;

  @Storm(workers = 4, accounts = 6, durationMillis = 1000)
  void lockedWallet(Trial trial) {
    trial
        .on(Objects.requireNonNull(pool), "wallet_test")
        .accounts("account", "id", "balance")
        .bank(WalletStorm.WalletBank::new)
        .mustFailWithout("for update");
  }
}
