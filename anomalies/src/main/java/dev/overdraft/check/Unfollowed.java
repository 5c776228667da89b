package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes of a strategy's own that could not be followed, and the operations that they may be.
 *
 * <p>A statement that the recorder does not understand is still counted by the server, but under
 * nobody's name: the operation behind it looks lost, and its effect looks like somebody else's. So
 * where all that nobody is known to have done to an account is, to the cent, what acknowledged
 * operations are missing there, in at least as many versions, it cannot be told whether they were
 * lost. Operations of unknown outcome may be among them or not.
 *
 * <p>Where the two do not add up, money is wrong whoever wrote it, and what is found stays found;
 * so does what is found of an operation that was told to have failed.
 */
final class Unfollowed {

  static final String WHY =
      "what operations are missing in the log was written past it, by statements that could not be"
          + " followed; send each as \"update account set …\", prepared, by itself and on the"
          + " thread that was asked";

  private final Chains chains;
  private final Effects effects;
  private final Set<Long> accounts = new HashSet<>();
  private final Missing unknown = new Missing();

  Unfollowed(History history, Chains chains, Effects effects) {
    this.chains = chains;
    this.effects = effects;
    Map<Long, Writes> writes = writes(history.closing().orElse(Map.of()));
    if (!writes.isEmpty()) {
      Map<Long, Missing> missing = new HashMap<>();
      history.executions().forEach(e -> add(missing, e));
      missing.forEach(
          (account, here) -> {
            if (writes.containsKey(account) && here.mayBe(writes.get(account))) {
              accounts.add(account);
            }
          });
    }
    history.executions().stream()
        .filter(this::mayBeAmongThem)
        .forEach(e -> unknown.perhaps(Legs.of(e.operation()).external()));
  }

  /** What nobody is known to have done to one account. */
  private record Writes(long cents, long versions) {
    Writes plus(Writes other) {
      return new Writes(cents + other.cents, versions + other.versions);
    }
  }

  /** What operations should have done, or may have done, to one account, and did not. */
  private static final class Missing {
    private long legs;
    private long least;
    private long most;

    void certainly(long cents) {
      legs++;
      least += cents;
      most += cents;
    }

    void perhaps(long cents) {
      least += Math.min(0, cents);
      most += Math.max(0, cents);
    }

    boolean mayBe(Writes writes) {
      return writes.versions() >= Math.max(1, legs) && mayBe(writes.cents());
    }

    boolean mayBe(long cents) {
      return least <= cents && cents <= most;
    }
  }

  /** By account; none of a row that is gone, which is no payment. */
  private Map<Long, Writes> writes(Map<Long, RowVersion> closing) {
    Map<Long, Writes> all = new HashMap<>();
    for (Chain chain : chains.all()) {
      for (int at = 1; at < chain.links().size(); at++) {
        Chain.Link link = chain.links().get(at);
        if (isNobodys(link) && closing.containsKey(chain.account())) {
          long before = chain.links().get(at - 1).version().revision();
          long known = chains.writer(link.version()).isPresent() ? 1 : 0;
          var here = new Writes(link.residual(), link.version().revision() - before - known);
          all.merge(chain.account(), here, Writes::plus);
        }
      }
    }
    return all;
  }

  /** Whether a link's residual is, or holds, a write of nobody's. */
  private boolean isNobodys(Chain.Link link) {
    return link.afterGap() || chains.writer(link.version()).isEmpty();
  }

  private void add(Map<Long, Missing> all, Execution e) {
    for (Legs.Leg leg : missing(e)) {
      Missing here = all.computeIfAbsent(leg.account(), account -> new Missing());
      if (isOwed(e)) {
        here.certainly(leg.cents());
      } else if (e.outcome() == Outcome.INFO) {
        here.perhaps(leg.cents());
      }
    }
  }

  private List<Legs.Leg> missing(Execution e) {
    Effects.Effect effect = effects.of(e);
    Legs legs = Legs.of(e.operation());
    return legs.isNothing() && effect.times() == 0
        ? List.of()
        : legs.legs().stream()
            .filter(leg -> (leg.cents() < 0 ? effect.debits() : effect.credits()) == 0)
            .toList();
  }

  /** Whether all of it has to be there: its client was told so, or a part of it is. */
  private boolean isOwed(Execution e) {
    return e.acknowledged() || (e.outcome() == Outcome.INFO && effects.of(e).times() > 0);
  }

  /** Whether all of an operation may be there or not, and nobody was told which. */
  private boolean mayBeAmongThem(Execution e) {
    return e.outcome() == Outcome.INFO
        && !isOwed(e)
        && missing(e).stream().allMatch(leg -> accounts.contains(leg.account()));
  }

  /** Whether what is missing of an operation may be among what nobody is known to have done. */
  boolean mayHold(Execution e) {
    List<Legs.Leg> missing = missing(e);
    return isOwed(e)
        && !missing.isEmpty()
        && effects.of(e).times() <= 1
        && missing.stream().allMatch(leg -> accounts.contains(leg.account()));
  }

  /** What of a version's residual is accounted for by such operations. */
  long cents(Chain chain, Chain.Link link) {
    return accounts.contains(chain.account()) && isNobodys(link) ? link.residual() : 0;
  }

  /** Whether whole operations of unknown outcome among them may have brought in that much. */
  boolean mayBring(long cents) {
    return unknown.mayBe(cents);
  }

  /** Whether there are no such writes. */
  boolean isEmpty() {
    return accounts.isEmpty();
  }
}
