package dev.overdraft.junit;

import org.junit.jupiter.api.extension.ExtendWith;

/** The twin of {@link WalletStorm} that forgets the lock. */
@ExtendWith(Overdraft.class)
class BrokenWalletStorm {

  @Storm(durationMillis = 1500)
  void unlockedWallet(Trial trial) {
    trial.bank(
        dataSource ->
            new WalletStorm.WalletBank(dataSource) {
              @Override
              String lock() {
                return "";
              }
            });
  }
}
