package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a doubled leg can be planted: behind the last version of an account, if an acknowledged
 * payment wrote it that was applied once. A second transaction of that payment does its leg again.
 */
final class DoubledLegPlants {

  private final Evidence evidence;
  private final History history;

  DoubledLegPlants(Evidence evidence) {
    this.evidence = evidence;
    this.history = evidence.history();
  }

  List<Plant.Site> sites() {
    List<Plant.Site> sites = new ArrayList<>();
    for (Chain chain : evidence.chains().all()) {
      Chain.Link last = chain.last();
      if (chain.entries() > 0 && last.place().logged()) {
        sites.add(() -> plant(last));
      }
    }
    return sites;
  }

  private Optional<Plant> plant(Chain.Link last) {
    RowVersion version = last.version();
    Optional<Execution> writer =
        evidence.chains().writer(version).filter(w -> w.outcome() == Outcome.OK);
    if (writer.isEmpty()) {
      return Optional.empty();
    }
    Execution payment = writer.get();
    Effects.Effect effect = evidence.effects().of(payment);
    List<Legs.Leg> here = Legs.of(payment.operation()).on(version.account());
    if (effect.half() || effect.times() != 1 || here.size() != 1) {
      return Optional.empty();
    }
    long cents = here.get(0).cents();
    long again = Writer.of(payment.id(), payment.attempts() + 1);
    var doubled =
        new RowVersion(version.account(), version.revision() + 1, again, version.cents() + cents);
    return Optional.of(new Plant(with(doubled), List.of(payment.id()), doubled, cents));
  }

  private History with(RowVersion doubled) {
    List<LedgerEntry> ledger = new ArrayList<>(history.ledger());
    long sequence = ledger.stream().mapToLong(LedgerEntry::sequence).max().orElse(0) + 1;
    ledger.add(new LedgerEntry(sequence, doubled.writer(), 0, List.of(doubled)));
    Map<Long, RowVersion> rows = new HashMap<>(history.closing().orElse(Map.of()));
    rows.put(doubled.account(), doubled);
    return history.with(history.executions(), ledger, history.closing().map(there -> rows));
  }
}
