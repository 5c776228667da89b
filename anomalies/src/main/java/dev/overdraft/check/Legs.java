package dev.overdraft.check;

import dev.overdraft.history.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operation was meant to do to the accounts: its signed legs, debit before credit.
 *
 * @param legs one for a withdrawal or deposit, two for a transfer (both on one account if it goes
 *     to itself), none for an audit
 */
record Legs(List<Leg> legs) {

  /** One signed change of one account, in minor units. */
  record Leg(long account, long cents) {}

  static final Legs NONE = new Legs(List.of());

  Legs {
    legs = List.copyOf(legs);
  }

  static Legs of(Operation operation) {
    List<Leg> legs = new ArrayList<>();
    if (operation instanceof Operation.Transfer t) {
      legs.add(new Leg(t.from(), -t.cents()));
      legs.add(new Leg(t.to(), t.cents()));
    } else if (operation instanceof Operation.Withdraw w) {
      legs.add(new Leg(w.account(), -w.cents()));
    } else if (operation instanceof Operation.Deposit d) {
      legs.add(new Leg(d.account(), d.cents()));
    }
    return new Legs(legs);
  }

  /** The legs that touch {@code account}. */
  List<Leg> on(long account) {
    return legs.stream().filter(leg -> leg.account() == account).toList();
  }

  /** What it brings into the bank as a whole: 0 for a transfer. */
  long external() {
    return legs.stream().mapToLong(Leg::cents).sum();
  }

  /** Whether doing nothing is as good as doing it: a transfer to oneself, or an audit. */
  boolean isNothing() {
    return legs.stream()
        .allMatch(leg -> on(leg.account()).stream().mapToLong(Leg::cents).sum() == 0);
  }
}
