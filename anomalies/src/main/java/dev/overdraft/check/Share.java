package dev.overdraft.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * The part of its operation that one version of a row applies.
 *
 * @param debits times that it applies the operation's debit; for operations with one leg, equal to
 *     {@code credits}
 * @param credits times that it applies the credit; for operations with one leg, equal to {@code
 *     debits}
 * @param cents what it was meant to add to the balance
 */
record Share(int debits, int credits, long cents) {

  static final Share NONE = new Share(0, 0, 0);

  /**
   * Says what each version was meant to do that one transaction wrote of one row for one operation.
   *
   * <p>Versions that together make exactly the operation's change apply it once, however many they
   * are: a row may be touched to lock it, or to count a version up. Else every version that changed
   * something applies a leg, in turn; so that a double debit shows as two.
   *
   * @param deltas by how much each version changed the balance, in order
   * @param turn which of several transactions of the operation on this account, from 0; nothing if
   *     it made only one: a transfer to oneself may commit leg by leg, the debit first
   */
  static List<Share> of(Legs legs, long account, List<Long> deltas, OptionalInt turn) {
    List<Legs.Leg> here = legs.on(account);
    if (here.isEmpty()) {
      return Collections.nCopies(deltas.size(), NONE);
    }
    if (deltas.size() == 1) {
      return List.of(lone(legs, here, deltas.get(0), turn));
    }
    long net = deltas.stream().mapToLong(Long::longValue).sum();
    return net == sum(here) ? once(legs, here, deltas) : inTurn(legs, here, deltas);
  }

  private static Share lone(Legs legs, List<Legs.Leg> here, long delta, OptionalInt turn) {
    for (Legs.Leg leg : here) {
      if (here.size() == 1 || leg.cents() == delta) {
        return one(legs, leg);
      }
    }
    return turn.isPresent()
        ? one(legs, here.get(turn.getAsInt() % here.size()))
        : new Share(1, 1, sum(here));
  }

  private static List<Share> once(Legs legs, List<Legs.Leg> here, List<Long> deltas) {
    List<Share> shares = new ArrayList<>();
    int debits = 0;
    int credits = 0;
    for (Legs.Leg leg : here) {
      Share share = one(legs, leg);
      debits += share.debits();
      credits += share.credits();
    }
    for (int i = 0; i < deltas.size(); i++) {
      boolean last = i == deltas.size() - 1;
      shares.add(new Share(last ? debits : 0, last ? credits : 0, deltas.get(i)));
    }
    return shares;
  }

  private static List<Share> inTurn(Legs legs, List<Legs.Leg> here, List<Long> deltas) {
    long changes = deltas.stream().filter(delta -> delta != 0).count();
    long idle = Math.max(0, here.size() - changes);
    List<Share> shares = new ArrayList<>();
    int turn = 0;
    for (long delta : deltas) {
      if (delta == 0 && idle-- <= 0) {
        shares.add(NONE);
      } else {
        shares.add(one(legs, here.get(turn++ % here.size())));
      }
    }
    return shares;
  }

  private static Share one(Legs legs, Legs.Leg leg) {
    if (legs.legs().size() == 1) {
      return new Share(1, 1, leg.cents());
    }
    return leg.cents() < 0 ? new Share(1, 0, leg.cents()) : new Share(0, 1, leg.cents());
  }

  private static long sum(List<Legs.Leg> legs) {
    return legs.stream().mapToLong(Legs.Leg::cents).sum();
  }
}
