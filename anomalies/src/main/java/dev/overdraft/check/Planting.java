package dev.overdraft.check;

import dev.overdraft.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plants faults into copies of a history and judges these: see {@link SelfCheck}.
 *
 * <p>Only the beginning of a long history is copied, and no more than a few faults of a kind are
 * planted, each in a copy of its own, so that it costs little. Faults that the history has already
 * stay there; the planted one has to be found among them, and where there were none, nothing else
 * may be.
 */
final class Planting {

  /** Operations that are copied at most. */
  static final int OPERATIONS = 2_000;

  /** Faults of each kind at most. */
  static final int EACH = 3;

  /** How faults of a kind are looked for. */
  interface Finder {
    /** What is found by an operation that is suspected, and how much there is at all. */
    Findings find(PlantedFault fault, Evidence evidence, long suspect);
  }

  /**
   * What a finder has found.
   *
   * @param witnesses those in which the suspect did the damage
   * @param count all occurrences, whoever did it
   */
  record Findings(List<Witness> witnesses, long count) {
    Findings {
      witnesses = List.copyOf(witnesses);
    }
  }

  private final Finder finder;
  private final Evidence before;
  private final Optional<AuditEquation> equation;

  private Planting(History history, Finder finder) {
    this.finder = finder;
    this.before = Evidence.of(history);
    this.equation = history.closing().map(closing -> AuditEquation.of(before, closing));
  }

  static SelfCheck of(History whole) {
    return of(whole, Planting::find);
  }

  /** The same for other eyes than our checkers'. */
  static SelfCheck of(History whole, Finder finder) {
    long of = whole.executions().size();
    if (!whole.faults().isEmpty()) {
      return nothing(of, "the recording is at fault");
    }
    if (whole.closing().isEmpty()) {
      return nothing(of, "the run broke off before its transfer log was read");
    }
    History slice = Slice.first(whole, OPERATIONS);
    var planting = new Planting(slice, finder);
    List<SelfCheck.Line> lines = new ArrayList<>();
    for (PlantedFault fault : PlantedFault.values()) {
      lines.add(planting.guarded(fault));
    }
    return new SelfCheck(slice.executions().size(), of, lines);
  }

  private static SelfCheck nothing(long of, String why) {
    List<SelfCheck.Line> lines = new ArrayList<>();
    for (PlantedFault fault : PlantedFault.values()) {
      lines.add(new SelfCheck.Line(fault, 0, 0, why));
    }
    return new SelfCheck(of, of, lines);
  }

  /** A check that fails has caught nothing. */
  private SelfCheck.Line guarded(PlantedFault fault) {
    try {
      return line(fault);
    } catch (RuntimeException broken) {
      return new SelfCheck.Line(fault, 1, 0, "the checker failed: " + broken);
    }
  }

  private SelfCheck.Line line(PlantedFault fault) {
    int caught = 0;
    String missed = "";
    List<Plant> plants = spread(sites(fault));
    for (Plant plant : plants) {
      String wrong = wrong(fault, plant);
      caught += wrong.isEmpty() ? 1 : 0;
      missed = missed.isEmpty() ? wrong : missed;
    }
    return new SelfCheck.Line(
        fault, plants.size(), caught, plants.isEmpty() ? fault.whyNot() : missed);
  }

  private List<Plant.Site> sites(PlantedFault fault) {
    return switch (fault) {
      case LOST_UPDATE -> new LostUpdatePlants(before).sites();
      case TORN_AUDIT -> audits().torn();
      case STALE_READ -> audits().stale();
      case DOUBLED_LEG -> new DoubledLegPlants(before).sites();
    };
  }

  private AuditPlants audits() {
    return new AuditPlants(before, Audits.of(before).wrong());
  }

  static Findings find(PlantedFault fault, Evidence evidence, long suspect) {
    return switch (fault) {
      case LOST_UPDATE -> lostUpdates(evidence, suspect);
      case TORN_AUDIT -> audits(evidence, Audits.Kind.TORN, suspect);
      case STALE_READ -> audits(evidence, Audits.Kind.STALE, suspect);
      case DOUBLED_LEG -> misapplied(evidence, suspect);
    };
  }

  private static Findings lostUpdates(Evidence evidence, long suspect) {
    List<Residual> all = LostUpdate.all(evidence.chains());
    List<Witness> witnesses =
        all.stream()
            .filter(r -> r.chain().links().get(r.at()).operation() == suspect)
            .map(r -> LostUpdate.witness(evidence.chains(), r))
            .toList();
    return new Findings(witnesses, all.size());
  }

  private static Findings audits(Evidence evidence, Audits.Kind kind, long suspect) {
    Audits audits = Audits.lookingInto(evidence, suspect);
    return new Findings(audits.with(kind, suspect), audits.count(kind));
  }

  private static Findings misapplied(Evidence evidence, long suspect) {
    long count =
        evidence.history().executions().stream()
            .filter(e -> Standing.of(e, evidence).isWrong())
            .count();
    List<Witness> witnesses =
        evidence.history().execution(suspect).flatMap(e -> ExactlyOnce.on(evidence, e)).stream()
            .toList();
    return new Findings(witnesses, count);
  }

  /** The first possible place of each of several equal parts of all places. */
  private static List<Plant> spread(List<Plant.Site> sites) {
    List<Plant> plants = new ArrayList<>();
    for (int part = 0; part < EACH; part++) {
      int end = sites.size() * (part + 1) / EACH;
      for (int i = sites.size() * part / EACH; i < end; i++) {
        Optional<Plant> plant = sites.get(i).get();
        if (plant.isPresent()) {
          plants.add(plant.get());
          break;
        }
      }
    }
    return plants;
  }

  /** What was missed in a copy; empty if nothing was. */
  private String wrong(PlantedFault fault, Plant plant) {
    long suspect = plant.culprits().get(0);
    Evidence after = Evidence.of(plant.history());
    Findings found = finder.find(fault, after, suspect);
    String what = "by #%d on account %d".formatted(suspect, plant.row().account());
    if (found.witnesses().stream().noneMatch(plant::isShownBy)) {
      return "missed " + what;
    }
    long known = finder.find(fault, before, suspect).count();
    if (known == 0 && found.count() > 1) {
      return "%d found besides the one %s".formatted(found.count() - 1, what);
    }
    return fault.columns().contains(Anomaly.CONSERVATION) && !accounted(plant, after)
        ? "the audit equation misses the one " + what
        : "";
  }

  private boolean accounted(Plant plant, Evidence after) {
    Optional<AuditEquation> now =
        plant.history().closing().map(closing -> AuditEquation.of(after, closing));
    return equation.isPresent()
        && now.isPresent()
        && now.get().unexplained() == equation.get().unexplained()
        && now.get().moneyMade() - equation.get().moneyMade() == plant.cents();
  }
}
