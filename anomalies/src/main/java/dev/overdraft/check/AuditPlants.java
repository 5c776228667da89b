package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Where a torn or a stale audit can be planted: audits with which nothing is wrong so far.
 *
 * <p>A torn one is made by taking one account back to before the transfer that it had seen last
 * there, the other leg of which it has seen too; a stale one by letting it see what an earlier
 * audit saw, where something was answered in between.
 */
final class AuditPlants {

  private static final int EARLIER = 8;

  private final Chains chains;
  private final Effects effects;
  private final History history;
  private final List<AuditView> sound = new ArrayList<>();

  /**
   * Places in a history.
   *
   * @param wrong the audits with which something is wrong already
   */
  AuditPlants(Evidence evidence, Set<Long> wrong) {
    this.chains = evidence.chains();
    this.effects = evidence.effects();
    this.history = evidence.history();
    for (Execution each : history.executions()) {
      if (!wrong.contains(each.id())) {
        AuditView.of(chains, each).ifPresent(sound::add);
      }
    }
  }

  List<Plant.Site> torn() {
    List<Plant.Site> sites = new ArrayList<>();
    sound.forEach(view -> sites.add(() -> torn(view)));
    return sites;
  }

  List<Plant.Site> stale() {
    List<Plant.Site> sites = new ArrayList<>();
    for (int i = 1; i < sound.size(); i++) {
      int later = i;
      sites.add(() -> stale(later));
    }
    return sites;
  }

  private Optional<Plant> torn(AuditView view) {
    for (Map.Entry<Long, Integer> entry : new TreeMap<>(view.seen()).entrySet()) {
      Optional<Chain> chain = chains.of(entry.getKey());
      if (chain.isPresent() && entry.getValue() > 0) {
        Chain.Link before = chain.get().links().get(entry.getValue() - 1);
        Chain.Link last = chain.get().links().get(entry.getValue());
        Optional<Execution> transfer = chains.writer(last.version());
        if (before.visible()
            && transfer.isPresent()
            && isSeenWhole(transfer.get(), last, view)
            && !(before.isByOperation() && before.operation() == last.operation())) {
          return Optional.of(torn(view, transfer.get(), last, before.version()));
        }
      }
    }
    return Optional.empty();
  }

  private Plant torn(AuditView view, Execution transfer, Chain.Link hidden, RowVersion before) {
    long account = before.account();
    Execution misled = misled(view.audit(), v -> v.account() == account ? before : v);
    RowVersion seen = otherLeg(transfer, account).map(Chain.Link::version).orElse(before);
    return new Plant(
        Plant.replace(history, misled),
        List.of(view.audit().id(), transfer.id()),
        seen,
        -hidden.meant());
  }

  /** A transfer that was applied once, by one version an account, both of which the audit saw. */
  private boolean isSeenWhole(Execution e, Chain.Link last, AuditView view) {
    if (!(e.operation() instanceof Operation.Transfer t) || t.from() == t.to()) {
      return false;
    }
    Effects.Effect effect = effects.of(e);
    long account = last.version().account();
    Optional<Chain.Link> other = otherLeg(e, account);
    return !effect.half()
        && effect.times() == 1
        && versions(account, e.id()).size() == 1
        && other.isPresent()
        && chains
            .of(other.get().version().account())
            .filter(c -> sees(view, c, other.get().version()))
            .isPresent();
  }

  private static boolean sees(AuditView view, Chain chain, RowVersion version) {
    return view.seen().getOrDefault(chain.account(), -1) >= chain.position(version.revision());
  }

  private Optional<Chain.Link> otherLeg(Execution e, long account) {
    if (!(e.operation() instanceof Operation.Transfer t)) {
      return Optional.empty();
    }
    List<Chain.Link> there = versions(t.from() == account ? t.to() : t.from(), e.id());
    return there.size() == 1 ? Optional.of(there.get(0)) : Optional.empty();
  }

  private List<Chain.Link> versions(long account, long operation) {
    return chains.of(account).map(Chain::links).orElse(List.of()).stream()
        .filter(l -> l.isByOperation() && l.operation() == operation)
        .toList();
  }

  private Optional<Plant> stale(int later) {
    AuditView view = sound.get(later);
    for (int i = later - 1; i >= Math.max(0, later - EARLIER); i--) {
      AuditView earlier = sound.get(i);
      if (earlier.seen().keySet().equals(view.seen().keySet())) {
        Optional<RowVersion> missed = missed(earlier, view.audit().invokedNanos());
        if (missed.isPresent()) {
          return chains.writer(missed.get()).map(w -> stale(view, earlier, w, missed.get()));
        }
      }
    }
    return Optional.empty();
  }

  private Plant stale(AuditView view, AuditView earlier, Execution writer, RowVersion missed) {
    Execution misled = misled(view.audit(), v -> version(earlier, v.account()).orElse(v));
    return new Plant(
        Plant.replace(history, misled), List.of(view.audit().id(), writer.id()), missed, 0);
  }

  private Optional<RowVersion> version(AuditView view, long account) {
    return chains
        .of(account)
        .map(c -> c.links().get(view.seen().getOrDefault(account, 0)).version());
  }

  /** The newest version, on the first account that has one, that it should have seen by then. */
  private Optional<RowVersion> missed(AuditView view, long byNanos) {
    for (Map.Entry<Long, Integer> entry : new TreeMap<>(view.seen()).entrySet()) {
      List<Chain.Link> links = chains.of(entry.getKey()).map(Chain::links).orElse(List.of());
      for (int at = links.size() - 1; at > entry.getValue(); at--) {
        Chain.Link link = links.get(at);
        boolean answered =
            chains
                .writer(link.version())
                .filter(w -> w.outcome() == Outcome.OK && w.completedNanos() < byNanos)
                .isPresent();
        if (answered && link.visible() && link.place().logged()) {
          return Optional.of(link.version());
        }
      }
    }
    return Optional.empty();
  }

  private static Execution misled(Execution audit, UnaryOperator<RowVersion> to) {
    List<Access> accesses =
        audit.accesses().stream()
            .map(
                a ->
                    a.kind() == Access.Kind.READ
                        ? new Access(a.kind(), to.apply(a.version()), a.nanos(), a.sql())
                        : a)
            .toList();
    return audit.withAccesses(accesses);
  }
}
