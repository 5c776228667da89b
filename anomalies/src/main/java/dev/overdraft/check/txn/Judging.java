package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Components;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.Subgraph;
import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.level.Levels;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.DataFault;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The judging of one history, from the versions to the judgement. */
final class Judging {

  private static final List<String> NOT_SEARCHED =
      List.of(
          "G-cursor beyond lost updates (PL-CS)",
          "G-monotonic (PL-2L)",
          "G-MSR (PL-MSR)",
          "G-SIb (PL-FCV)",
          "G-update (PL-3U)");

  /** Of a history of keys, in which no range was read. */
  private static final String NO_PREDICATES =
      "predicates (wwp, wrp, rwp): a phantom shows only if an invariant breaks";

  /** The levels that do not depend on the order of versions. */
  private static final Set<Level> UNORDERED =
      Set.of(Level.READ_UNCOMMITTED, Level.READ_COMMITTED, Level.CURSOR_STABILITY);

  private final TxnHistory history;
  private final Options options;
  private final Sightings sightings = new Sightings();
  private final Versions versions;
  private final Hunt hunt;
  private final Satisfied satisfied;

  private boolean exact = true;

  private @Nullable RegisterVersions registers;
  private @Nullable RegisterLevels decided;

  Judging(TxnHistory history, Options options) {
    this.history = history;
    this.options = options;
    this.versions = versions();
    this.hunt = new Hunt(versions, options.steps(), exact);
    this.satisfied = new Satisfied(versions, new Budget(options.steps()), exact);
  }

  private Versions versions() {
    switch (history.model()) {
      case LIST_APPEND -> {
        Versions lists = ListVersions.of(history, sightings);
        ListReads.judge(lists, sightings);
        return lists;
      }
      case VERSIONED -> {
        Versions rows = RowVersions.of(history, sightings);
        Reads.judge(rows, sightings, new RowNumbers(rows));
        return rows;
      }
      case REGISTER -> {
        var reads = new RegisterReads(history, sightings);
        var orders = new RegisterVersions(reads, sightings);
        Reads.judge(orders.certain(), sightings, reads);
        exact = orders.exact();
        registers = exact ? null : orders;
        return orders.certain();
      }
    }
    throw new IllegalStateException("a model that is none");
  }

  private List<Subgraph> components(Versions of) {
    Digraph graph = Dependencies.of(of);
    Axis most = history.timed() ? Axis.STRICT : Axis.SESSION;
    return Components.of(graph, Hunt.mask(most)).stream()
        .map(component -> Subgraph.of(graph, component, ~0))
        .toList();
  }

  Judgement judgement() {
    List<Subgraph> components = components(versions);
    hunt.leaveOut(
        sightings.of(Phenomenon.LOST_APPEND).stream().map(s -> versions.txnOf(s.other())));
    if (!exact) {
      hunt.lostUpdates();
    }
    for (Subgraph part : components) {
      hunt.in(part);
      satisfied.in(part);
    }
    if (!components.isEmpty()) {
      satisfied.order();
    }
    breakLevels();
    decide();
    Levels levels = levels();
    var explanations = new Explanations(versions, components, hunt, exact, options);
    List<Finding> findings =
        new Proofs(versions, options, sightings, hunt).all(refutations(), levels, explanations);
    return new Judgement(outcomes(), findings, levels, faults(), notSearched());
  }

  /** What could have gone wrong, where nothing did. */
  NearMiss.Found nearMisses() {
    if (!history.timed() || !judgement().findings().isEmpty()) {
      return NearMiss.Found.NONE;
    }
    return new NearMisses(registers == null ? versions : registers.guess(), options).all();
  }

  /** What was seen breaks levels by itself, without a cycle. */
  private void breakLevels() {
    for (Phenomenon phenomenon : Phenomenon.values()) {
      if (sightings.any(phenomenon) && phenomenon != Phenomenon.LOST_APPEND) {
        phenomenon.forbiddenBy().forEach(satisfied::broken);
      }
    }
    if (hunt.any(Phenomenon.LOST_UPDATE)) {
      satisfied.broken(Level.CURSOR_STABILITY);
    }
  }

  /** Whether any order of versions will do, where it is not known which is the one. */
  private void decide() {
    if (registers != null && sightings.repeated().size() == 0) {
      decided = new RegisterLevels(registers, certain(), options);
      decided.decide();
    }
  }

  /**
   * What is broken for a reason with a name is broken; what does not need an order of versions is
   * known.
   */
  private Map<Axis, Map<Level, Answer>> certain() {
    Map<Axis, Map<Level, Answer>> known = new EnumMap<>(Axis.class);
    satisfied
        .answers()
        .forEach(
            (axis, own) -> {
              Map<Level, Answer> certain = new EnumMap<>(own);
              certain
                  .entrySet()
                  .removeIf(e -> !UNORDERED.contains(e.getKey()) && !isKnown(e, axis));
              known.put(axis, certain);
            });
    return known;
  }

  private boolean isKnown(Map.Entry<Level, Answer> each, Axis axis) {
    return each.getValue() == Answer.BROKEN && isExplained(each.getKey(), axis);
  }

  private boolean isExplained(Level level, Axis axis) {
    boolean cycle =
        hunt.found().stream()
            .anyMatch(f -> !Finding.isAllowed(f.forbiddenBy(), f.axis(), level, axis));
    return cycle
        || Arrays.stream(Phenomenon.values())
            .anyMatch(
                p ->
                    sightings.any(p)
                        && !Finding.isAllowed(p.forbiddenBy(), Axis.PLAIN, level, axis));
  }

  private List<String> notSearched() {
    List<String> all = new ArrayList<>(satisfied.tails().undecided());
    if (decided != null) {
      all.addAll(decided.undecided());
    }
    if (versions.predicates == null) {
      all.add(NO_PREDICATES);
    } else if (versions.predicates.ambiguous() > 0) {
      all.add(
          String.format(
              Locale.ROOT,
              "predicates: %,d times a row was not returned that may have been seen in one of"
                  + " several versions; only what follows from each of them was searched",
              versions.predicates.ambiguous()));
    }
    all.addAll(NOT_SEARCHED);
    return all;
  }

  /**
   * A recording that contradicts itself, or that leaves out who wrote what was read, proves no
   * level, though it may refute some: of a transaction that nobody recorded, others may have seen
   * one half each. Nor does one of which it is not known after what a transaction wrote.
   */
  private Levels levels() {
    Map<Axis, Map<Level, Answer>> answers = new EnumMap<>(satisfied.answers());
    if (decided != null) {
      Map<Axis, Map<Level, Answer>> found = decided.answers();
      answers.replaceAll((axis, own) -> merged(own, found.getOrDefault(axis, Map.of())));
    }
    if (versions.predicates != null && versions.predicates.ambiguous() > 0) {
      answers.replaceAll((axis, own) -> withoutPredicates(own));
    }
    if (sightings.repeated().size() > 0
        || sightings.unrecorded().size() > 0
        || sightings.unnumbered().size() > 0) {
      answers.replaceAll((axis, own) -> onlyBroken(own));
    } else if (!history.faults().isEmpty()) {
      answers.replaceAll((axis, own) -> axis == Axis.PLAIN ? own : onlyBroken(own));
    }
    return new Levels(answers);
  }

  /** Of what reads of predicates decide, only that it is broken is known. */
  private static Map<Level, Answer> withoutPredicates(Map<Level, Answer> own) {
    Map<Level, Answer> known = new EnumMap<>(own);
    known
        .entrySet()
        .removeIf(e -> e.getKey() != Level.READ_UNCOMMITTED && e.getValue() != Answer.BROKEN);
    return known;
  }

  private static Map<Level, Answer> merged(Map<Level, Answer> own, Map<Level, Answer> found) {
    Map<Level, Answer> merged = new EnumMap<>(found);
    merged.putAll(onlyBroken(own));
    return merged;
  }

  private static Map<Level, Answer> onlyBroken(Map<Level, Answer> own) {
    Map<Level, Answer> broken = new EnumMap<>(own);
    broken.values().removeIf(answer -> answer != Answer.BROKEN);
    return broken;
  }

  /** The weakest levels and axes first: what breaks those breaks the others. */
  private List<Refutation> refutations() {
    List<Refutation> all = new ArrayList<>(satisfied.tails().refutations());
    if (decided != null) {
      all.addAll(decided.refutations());
    }
    all.sort(Comparator.comparing(Refutation::axis).thenComparing(Refutation::level));
    return all;
  }

  private Map<Outcome, Long> outcomes() {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (int t = 0; t < history.size(); t++) {
      outcomes.merge(history.outcome(t), 1L, Long::sum);
    }
    return outcomes;
  }

  private List<String> faults() {
    List<String> faults = new ArrayList<>();
    history.faults().stream().map(DataFault::sentence).forEach(faults::add);
    var words = new Words(history);
    for (int i = 0; i < sightings.repeated().size(); i++) {
      int op = sightings.repeated().get(i);
      faults.add(
          "value %s is written to %s more than once, again by %s: its versions cannot be told apart"
              .formatted(words.value(op), words.key(op), words.name(versions.txnOf(op))));
    }
    for (int i = 0; i < sightings.unnumbered().size(); i++) {
      int op = sightings.unnumbered().get(i);
      faults.add(words.did(versions.txnOf(op), op) + ", or found no row there: nobody has seen it");
    }
    for (int i = 0; i < sightings.unrecorded().size(); i++) {
      int op = sightings.unrecorded().get(i);
      faults.add(words.did(versions.txnOf(op), op) + ", whose writer is not in the recording");
    }
    return faults;
  }
}
