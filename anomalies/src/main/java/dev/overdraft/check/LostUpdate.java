package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.RowVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lost update: an operation wrote a balance that it had computed from an old version, and so erased
 * what others had done since.
 *
 * <p><b>Sound</b>: every finding shows a version whose balance is its stale base plus its own leg,
 * with other operations' versions in between. <b>Complete</b> for schemas whose every version is in
 * the transfer log, also for losses that cancel each other out over several accounts; on one
 * account, losses that sum to zero leave no trace and no damage.
 *
 * @see <a href="https://arxiv.org/abs/cs/0701157">Berenson et al. 1995, phenomenon P4</a>
 */
public final class LostUpdate extends BankChecker {

  @Override
  public Anomaly anomaly() {
    return Anomaly.LOST_UPDATE;
  }

  @Override
  Verdict check(Evidence evidence) {
    History history = evidence.history();
    Chains chains = evidence.chains();
    List<Residual> all = all(chains);
    long chances = chains.contendedWrites(false);
    return all.stream()
        .min(Comparator.comparingInt(Residual::distance))
        .<Verdict>map(
            smallest ->
                new Verdict.Found(
                    witness(chains, smallest), all.size(), Math.max(all.size(), chances)))
        .orElseGet(() -> Verdict.notFound(history, chances, "no two operations met on a row"));
  }

  /** Every lost update, account by account. */
  static List<Residual> all(Chains chains) {
    List<Residual> all = new ArrayList<>();
    for (Chain chain : chains.all()) {
      for (int at = 1; at < chain.links().size(); at++) {
        if (chain.links().get(at).residual() != 0) {
          Residual residual = Residual.explain(chains, chain, at);
          if (residual.cause() == Residual.Cause.LOST_UPDATE) {
            all.add(residual);
          }
        }
      }
    }
    return all;
  }

  static Witness witness(Chains chains, Residual residual) {
    Chain.Link link = residual.chain().links().get(residual.at());
    RowVersion wrote = link.version();
    RowVersion base = residual.baseVersion();
    List<RowVersion> rows = new ArrayList<>();
    rows.add(base);
    residual.overwritten().forEach(lost -> rows.add(lost.version()));
    rows.add(wrote);
    List<Execution> culprits =
        rows.stream().skip(1).flatMap(v -> chains.writer(v).stream()).distinct().toList();
    List<Execution> damageFirst = new ArrayList<>(culprits);
    chains
        .writer(wrote)
        .ifPresent(
            w -> {
              damageFirst.remove(w);
              damageFirst.add(0, w);
            });
    return new Witness(
        sentence(chains, link, residual),
        Lanes.culprits(damageFirst),
        rows,
        Lanes.steps(damageFirst, Set.of(wrote.account())),
        link.residual());
  }

  private static String sentence(Chains chains, Chain.Link link, Residual residual) {
    RowVersion wrote = link.version();
    String lost =
        residual.overwritten().stream()
            .map(v -> Money.signed(v.meant()) + " of " + name(chains, v.version()))
            .collect(Collectors.joining(", "));
    return "account %d should hold %d, holds %d: %s overwritten by %s, which had %s %d (%s) and wrote %d over revision %d"
        .formatted(
            wrote.account(),
            wrote.cents() - link.residual(),
            wrote.cents(),
            lost,
            name(chains, wrote),
            residual.inferred() ? "computed from" : "read",
            residual.baseVersion().cents(),
            base(residual),
            wrote.cents(),
            wrote.revision() - 1);
  }

  private static String base(Residual residual) {
    String revision = "revision " + residual.baseVersion().revision();
    return residual.candidates() > 1
        ? revision + ", the newest of " + residual.candidates() + " that fit"
        : revision;
  }

  private static String name(Chains chains, RowVersion version) {
    return chains.writer(version).map(Execution::toString).orElse("an unknown writer");
  }
}
