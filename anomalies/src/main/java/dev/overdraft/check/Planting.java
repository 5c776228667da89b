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
    /** A witness for each that there is. */
    List<Witness> find(PlantedFault fault, Evidence evidence);
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
    List<Witness> known = finder.find(fault, before);
    int caught = 0;
    String missed = "";
    List<Plant> plants = spread(sites(fault));
    for (Plant plant : plants) {
      String wrong = wrong(fault, plant, known.isEmpty());
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
    return new AuditPlants(before, Audits.inFull(before).sightings());
  }

  private static List<Witness> find(PlantedFault fault, Evidence evidence) {
    return switch (fault) {
      case LOST_UPDATE ->
          LostUpdate.all(evidence.chains()).stream()
              .map(residual -> LostUpdate.witness(evidence.chains(), residual))
              .toList();
      case TORN_AUDIT -> audits(evidence, Audits.Kind.TORN);
      case STALE_READ -> audits(evidence, Audits.Kind.STALE);
      case DOUBLED_LEG -> ExactlyOnce.all(evidence);
    };
  }

  private static List<Witness> audits(Evidence evidence, Audits.Kind kind) {
    return Audits.inFull(evidence).sightings().stream()
        .filter(s -> s.kind() == kind)
        .map(Audits.Sighting::witness)
        .toList();
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
  private String wrong(PlantedFault fault, Plant plant, boolean clean) {
    Evidence after = Evidence.of(plant.history());
    List<Witness> found = finder.find(fault, after);
    String what = "by #%d on account %d".formatted(plant.culprits().get(0), plant.row().account());
    if (found.stream().noneMatch(plant::isShownBy)) {
      return "missed " + what;
    }
    if (clean && found.size() > 1) {
      return "%d found besides the one %s".formatted(found.size() - 1, what);
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
