package dev.overdraft.check.txn;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.level.Levels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All findings of one judging, each with its proof: what was seen, what was hunted down, what no
 * order of versions satisfies, and in the end a reason for every broken level that has none yet.
 */
final class Proofs {

  private final Versions versions;
  private final Options options;
  private final Sightings sightings;
  private final Hunt hunt;
  private final CycleProof cycles;
  private final Map<String, Integer> shown = new HashMap<>();
  private @Nullable SelfProof selfProof;

  Proofs(Versions versions, Options options, Sightings sightings, Hunt hunt) {
    this.versions = versions;
    this.options = options;
    this.sightings = sightings;
    this.hunt = hunt;
    this.cycles = new CycleProof(versions);
  }

  /**
   * Every finding.
   *
   * @param refutations what no order of versions satisfies, the weakest levels and axes first
   * @param levels what is broken and needs a reason
   */
  List<Finding> all(List<Refutation> refutations, Levels levels, Explanations explanations) {
    List<Finding> findings = new ArrayList<>();
    var single = new SightingProof(versions);
    for (Phenomenon phenomenon : Phenomenon.values()) {
      for (Sightings.Sighting sighting : sightings.of(phenomenon)) {
        if (shown(phenomenon, single.axis(phenomenon))) {
          Finding finding = single.of(sighting, sightings.count(phenomenon), behind(sighting));
          findings.add(proven(finding, single.culprits(sighting)));
        }
      }
    }
    for (Found found : hunt.found()) {
      if (shown(found.phenomenon(), found.axis())) {
        findings.add(proven(found));
      }
    }
    refute(findings, refutations);
    explain(findings, levels, explanations);
    findings.sort(Comparator.comparing(Finding::axis).thenComparing(Finding::phenomenon));
    return findings;
  }

  /** What cycles break that were left alone because this is their reason. */
  private Set<Level> behind(Sightings.Sighting sighting) {
    Set<Level> levels = EnumSet.noneOf(Level.class);
    if (sighting.phenomenon() == Phenomenon.LOST_APPEND) {
      int lost = versions.txnOf(sighting.other());
      hunt.hidden().stream()
          .filter(f -> f.cycle().steps().stream().anyMatch(step -> step.vertex() == lost))
          .forEach(f -> levels.addAll(f.forbiddenBy()));
    }
    return levels;
  }

  /** One more for each level that is broken and that none of them breaks. */
  private void explain(List<Finding> findings, Levels levels, Explanations explanations) {
    for (Axis axis : Axis.values()) {
      for (Level level : Level.values()) {
        if (levels.of(level, axis) == Answer.BROKEN && isAllowed(findings, level, axis)) {
          explanations.cycle(level, axis).ifPresent(found -> findings.add(proven(found)));
          explanations
              .refutation(level, axis)
              .ifPresent(refutation -> findings.addAll(smallest(refutation)));
        }
      }
    }
  }

  private static boolean isAllowed(List<Finding> findings, Level level, Axis axis) {
    return findings.stream().allMatch(f -> f.isAllowedAt(level, axis));
  }

  /** What no order of versions satisfies, where nothing found so far says why. */
  private void refute(List<Finding> findings, List<Refutation> refutations) {
    for (Refutation each : refutations) {
      if (isAllowed(findings, each.level(), each.axis())
          || each.phenomenon().forbiddenBy().stream()
              .anyMatch(level -> isAllowed(findings, level, each.axis()))) {
        findings.addAll(smallest(each));
      }
    }
  }

  private List<Finding> smallest(Refutation refutation) {
    var proofs = new Refutations(versions, options);
    return options.selfProof() ? proofs.smallest(refutation) : List.of(proofs.plain(refutation));
  }

  /** Whether one more of a kind is explained. */
  private boolean shown(Phenomenon phenomenon, Axis axis) {
    return shown.merge(phenomenon.name() + axis, 1, Integer::sum) <= options.witnesses();
  }

  private Finding proven(Finding finding, Set<Integer> culprits) {
    if (!options.selfProof()) {
      return finding;
    }
    selfProof = selfProof == null ? new SelfProof(versions.history, options) : selfProof;
    return finding.reproduced(selfProof.of(finding, culprits).isPresent());
  }

  private Finding proven(Found found) {
    long count = Math.max(1, hunt.count(found.phenomenon(), found.axis()));
    Set<Integer> culprits = new TreeSet<>();
    found.cycle().steps().forEach(step -> culprits.add(step.vertex()));
    return proven(cycles.of(found, count), culprits);
  }
}
