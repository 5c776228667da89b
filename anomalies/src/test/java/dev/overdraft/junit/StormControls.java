package dev.overdraft.junit;

import dev.overdraft.check.Anomaly;
import org.junit.jupiter.api.extension.ExtendWith;

/** Storms on a sound bank that prove nothing all the same, and so fail; and one that does not. */
@ExtendWith(Overdraft.class)
class StormControls {

  @Storm(durationMillis = 500)
  void noControl(Trial trial) {
    trial.bank(WalletStorm.WalletBank::new);
  }

  @Storm(durationMillis = 500)
  void soundControl(Trial trial) {
    trial.bank(WalletStorm.WalletBank::new).control("the same", WalletStorm.WalletBank::new);
  }

  @Storm(durationMillis = 500)
  void clauseOfNoStatement(Trial trial) {
    trial.bank(WalletStorm.WalletBank::new).mustFailWithout("for no key update");
  }

  @Storm(durationMillis = 500)
  void brokenControl(Trial trial) {
    trial
        .bank(WalletStorm.WalletBank::new)
        .mayShow(Anomaly.CONSISTENT_AUDIT)
        .control(
            "unlocked",
            source ->
                new WalletStorm.WalletBank(source) {
                  @Override
                  String lock() {
                    return "";
                  }
                });
  }
}
