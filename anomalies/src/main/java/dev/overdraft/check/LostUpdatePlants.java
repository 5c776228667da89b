package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.RowVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a lost update can be planted: two versions of an account that follow each other, of two
 * operations, such that the second can be moved to the base of the first.
 *
 * <p>The second writer is made to have read what the first one overwrote; its version, and all
 * later ones of the account, hold less by what the first had added. No later version may stand on a
 * base from before, since it would not have changed; nor may what is left be what one leg of a
 * transfer to oneself makes of it, since that is half a transfer as much as a lost update.
 */
final class LostUpdatePlants {

  private final Chains chains;
  private final History history;

  LostUpdatePlants(Evidence evidence) {
    this.chains = evidence.chains();
    this.history = evidence.history();
  }

  List<Plant.Site> sites() {
    List<Plant.Site> sites = new ArrayList<>();
    for (Chain chain : chains.all()) {
      Map<Long, Integer> versions = new HashMap<>();
      chain.links().forEach(l -> versions.merge(l.version().writer(), 1, Integer::sum));
      int oldestBase = chain.links().size();
      List<Plant.Site> here = new ArrayList<>();
      for (int at = chain.entries(); at >= 2; at--) {
        int place = at;
        if (oldestBase >= at && fits(chain, at, versions)) {
          here.add(0, () -> plant(chain, place));
        }
        if (chain.links().get(at).residual() != 0) {
          oldestBase = Math.min(oldestBase, Residual.explain(chains, chain, at).base());
        }
      }
      sites.addAll(here);
    }
    return sites;
  }

  private boolean fits(Chain chain, int at, Map<Long, Integer> versions) {
    Chain.Link base = chain.links().get(at - 2);
    Chain.Link victim = chain.links().get(at - 1);
    Chain.Link link = chain.links().get(at);
    return base.visible()
        && isPayment(victim, versions)
        && isPayment(link, versions)
        && victim.meant() != 0
        && victim.operation() != link.operation()
        && !(base.isByOperation() && base.operation() == link.operation());
  }

  private boolean isPayment(Chain.Link link, Map<Long, Integer> versions) {
    return link.visible()
        && !link.afterGap()
        && link.residual() == 0
        && !link.share().equals(Share.NONE)
        && versions.getOrDefault(link.version().writer(), 0) == 1
        && chains.writer(link.version()).isPresent();
  }

  private Optional<Plant> plant(Chain chain, int at) {
    RowVersion base = chain.links().get(at - 2).version();
    RowVersion victim = chain.links().get(at - 1).version();
    RowVersion wrote = chain.links().get(at).version();
    Optional<Execution> writer = chains.writer(wrote);
    Optional<Execution> rival = chains.writer(victim);
    if (writer.isEmpty() || rival.isEmpty() || !basedOn(writer.get(), victim, wrote)) {
      return Optional.empty();
    }
    long lost = base.cents() - victim.cents();
    if (isHalf(writer.get(), wrote.account(), wrote.cents() + lost - victim.cents())) {
      return Optional.empty();
    }
    Execution misled = Plant.rewrite(writer.get(), v -> v.equals(victim) ? base : v);
    History copy = Plant.rewrite(Plant.replace(history, misled), v -> shifted(v, wrote, lost));
    RowVersion row = shifted(wrote, wrote, lost);
    return Optional.of(new Plant(copy, List.of(writer.get().id(), rival.get().id()), row, lost));
  }

  private static boolean isHalf(Execution writer, long account, long change) {
    List<Legs.Leg> here = Legs.of(writer.operation()).on(account);
    return here.size() > 1 && here.stream().anyMatch(leg -> leg.cents() == change);
  }

  private static RowVersion shifted(RowVersion v, RowVersion from, long cents) {
    return v.account() == from.account() && v.revision() >= from.revision()
        ? new RowVersion(v.account(), v.revision(), v.writer(), v.cents() + cents)
        : v;
  }

  /** Whether it was seen to read the version that it replaced, or not seen to read any. */
  private static boolean basedOn(Execution writer, RowVersion replaced, RowVersion wrote) {
    List<RowVersion> reads =
        writer.accesses().stream()
            .filter(a -> a.kind() == Access.Kind.READ)
            .map(Access::version)
            .filter(v -> v.account() == wrote.account() && v.revision() < wrote.revision())
            .toList();
    return reads.isEmpty() || reads.contains(replaced);
  }
}
