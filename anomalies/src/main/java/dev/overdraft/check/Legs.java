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
    if (operation instanceof Operation.Transfer t) {
      return new Legs(List.of(new Leg(t.from(), -t.cents()), new Leg(t.to(), t.cents())));
    } else if (operation instanceof Operation.Withdraw w) {
      return new Legs(List.of(new Leg(w.account(), -w.cents())));
    } else if (operation instanceof Operation.Deposit d) {
      return new Legs(List.of(new Leg(d.account(), d.cents())));
    }
    return NONE;
  }

  /** The legs that touch {@code account}. */
  List<Leg> on(long account) {
    List<Leg> here = new ArrayList<>(legs.size());
    for (Leg leg : legs) {
      if (leg.account() == account) {
        here.add(leg);
      }
    }
    return here;
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
