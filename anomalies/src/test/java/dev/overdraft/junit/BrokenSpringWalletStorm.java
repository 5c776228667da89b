package dev.overdraft.junit;

import org.junit.jupiter.api.extension.ExtendWith;

/** The twin of {@link SpringWalletStorm} that forgets the lock. */
@ExtendWith(Overdraft.class)
class BrokenSpringWalletStorm {

  @Storm(durationMillis = 1500)
  void unlockedWallets(Trial trial) {
    trial
        .schema(SpringWalletStorm.TABLES)
        .accounts(
            "wallet", "nr", "euros * 100", "insert into wallet values (?, 'somebody', ? / 100.0)")
        .bank(source -> new SpringWalletStorm.Wallets(source, ""))
        .mustFailWithout("for update");
  }
}
