package dev.overdraft.check.txn;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.txn.Script.Txn;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One anomaly of each kind, put into a run that is serial before and after it. */
enum Planted {
  LOST_UPDATE(Phenomenon.LOST_UPDATE, EnumSet.allOf(Model.class)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      Txn one = run.stranger();
      Txn two = run.stranger();
      run.read(one, x);
      run.read(two, x);
      run.append(one, x, run.value());
      run.append(two, x, run.value());
      return List.of(one, two);
    }
  },
  DIRTY_WRITE(Phenomenon.DIRTY_WRITE, EnumSet.of(Model.LIST_APPEND, Model.VERSIONED)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      int y = run.freshKey();
      Txn one = run.stranger();
      Txn two = run.stranger();
      run.append(one, x, run.value());
      run.append(two, x, run.value());
      run.append(two, y, run.value());
      run.append(one, y, run.value());
      return List.of(one, two);
    }
  },
  ABORTED_READ(Phenomenon.ABORTED_READ, EnumSet.allOf(Model.class)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      Txn failed = run.stranger();
      Txn reader = run.stranger();
      List<Long> before = List.copyOf(run.list(x));
      run.append(failed, x, run.value());
      run.read(reader, x);
      failed.outcome = Outcome.FAIL;
      run.state.put(x, new ArrayList<>(before));
      return List.of(failed, reader);
    }
  },
  DIRTY_UPDATE(Phenomenon.DIRTY_UPDATE, EnumSet.of(Model.LIST_APPEND)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      Txn failed = run.stranger();
      Txn next = run.stranger();
      run.append(failed, x, run.value());
      run.append(next, x, run.value());
      failed.outcome = Outcome.FAIL;
      return List.of(failed, next);
    }
  },
  INTERMEDIATE_READ(Phenomenon.INTERMEDIATE_READ, EnumSet.allOf(Model.class)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      Txn writer = run.stranger();
      Txn reader = run.stranger();
      run.append(writer, x, run.value());
      run.read(reader, x);
      run.append(writer, x, run.value());
      return List.of(writer, reader);
    }
  },
  CIRCULAR_FLOW(Phenomenon.CIRCULAR_FLOW, EnumSet.allOf(Model.class)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      int y = run.freshKey();
      Txn one = run.stranger();
      Txn two = run.stranger();
      run.append(one, x, run.value());
      run.append(two, y, run.value());
      run.read(one, y);
      run.read(two, x);
      return List.of(one, two);
    }
  },
  READ_SKEW(Phenomenon.READ_SKEW, EnumSet.allOf(Model.class)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      int y = run.freshKey();
      Txn reader = run.stranger();
      Txn writer = run.stranger();
      run.read(reader, x);
      update(run, writer, x);
      update(run, writer, y);
      run.read(reader, y);
      return List.of(reader, writer);
    }
  },
  SINGLE_ANTI_DEPENDENCY(Phenomenon.SINGLE_ANTI_DEPENDENCY, EnumSet.allOf(Model.class)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      int y = run.freshKey();
      Txn reader = run.stranger();
      Txn writer = run.stranger();
      Txn between = run.stranger();
      run.read(reader, x);
      update(run, writer, x);
      run.read(between, x);
      update(run, between, y);
      run.read(reader, y);
      return List.of(reader, writer, between);
    }
  },
  LONG_FORK(Phenomenon.LONG_FORK, EnumSet.allOf(Model.class)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      int y = run.freshKey();
      Txn one = run.stranger();
      Txn two = run.stranger();
      Txn first = run.stranger();
      Txn second = run.stranger();
      run.read(second, x);
      run.read(first, y);
      update(run, one, x);
      update(run, two, y);
      run.read(first, x);
      run.read(second, y);
      return List.of(one, two, first, second);
    }
  },
  NON_ADJACENT(Phenomenon.NON_ADJACENT, EnumSet.allOf(Model.class)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      int y = run.freshKey();
      int z = run.freshKey();
      Txn one = run.stranger();
      Txn two = run.stranger();
      Txn between = run.stranger();
      Txn first = run.stranger();
      Txn second = run.stranger();
      run.read(second, x);
      run.read(first, y);
      update(run, one, x);
      update(run, two, y);
      run.read(between, x);
      update(run, between, z);
      run.read(first, z);
      run.read(second, y);
      return List.of(one, two, between, first, second);
    }
  },
  WRITE_SKEW(Phenomenon.WRITE_SKEW, EnumSet.allOf(Model.class)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      int y = run.freshKey();
      Txn one = run.stranger();
      Txn two = run.stranger();
      run.read(one, x);
      run.read(one, y);
      run.read(two, x);
      run.read(two, y);
      run.append(one, x, run.value());
      run.append(two, y, run.value());
      return List.of(one, two);
    }
  },
  ANTI_DEPENDENCY_CYCLE(Phenomenon.ANTI_DEPENDENCY_CYCLE, EnumSet.allOf(Model.class)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      int y = run.freshKey();
      int z = run.freshKey();
      List<Txn> three = List.of(run.stranger(), run.stranger(), run.stranger());
      List<Integer> keys = List.of(x, y, z);
      for (int i = 0; i < 3; i++) {
        run.read(three.get(i), keys.get(i));
        run.read(three.get(i), keys.get((i + 1) % 3));
      }
      for (int i = 0; i < 3; i++) {
        run.append(three.get(i), keys.get(i), run.value());
      }
      return three;
    }
  },
  STALE_READ(Phenomenon.STALE_READ, EnumSet.allOf(Model.class)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.freshKey();
      Txn first = run.stranger();
      run.read(first, x);
      List<Long> old = List.copyOf(run.list(x));
      run.append(first, x, run.value());
      run.pause();
      Txn stale = run.stranger();
      stale.read(x, old);
      return List.of(first, stale);
    }

    @Override
    Axis axis() {
      return Axis.STRICT;
    }
  },
  INTERNAL(Phenomenon.INTERNAL, EnumSet.allOf(Model.class)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      Txn one = run.stranger();
      List<Long> before = List.copyOf(run.list(x));
      run.read(one, x);
      run.append(one, x, run.value());
      one.read(x, before);
      return List.of(one);
    }
  },
  FUTURE_READ(Phenomenon.FUTURE_READ, EnumSet.allOf(Model.class)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      Txn one = run.stranger();
      List<Long> after = new ArrayList<>(run.list(x));
      long value = run.value();
      after.add(value);
      one.read(x, after);
      run.append(one, x, value);
      return List.of(one);
    }
  },
  DUPLICATE_ELEMENTS(Phenomenon.DUPLICATE_ELEMENTS, EnumSet.of(Model.LIST_APPEND)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      Txn one = run.stranger();
      long value = run.value();
      run.append(one, x, value);
      run.list(x).add(value);
      return List.of(one);
    }
  },
  GARBAGE_READ(Phenomenon.GARBAGE_READ, EnumSet.of(Model.LIST_APPEND, Model.REGISTER)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      Txn one = run.stranger();
      List<Long> read = new ArrayList<>(run.list(x));
      read.add(run.value());
      one.read(x, read);
      return List.of(one);
    }
  },
  INCOMPATIBLE_ORDER(Phenomenon.INCOMPATIBLE_ORDER, EnumSet.of(Model.LIST_APPEND)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      Txn one = run.stranger();
      Txn two = run.stranger();
      Txn reader = run.stranger();
      List<Long> other = new ArrayList<>(run.list(x));
      run.append(one, x, run.value());
      long value = run.value();
      run.append(two, x, value);
      other.add(value);
      reader.read(x, other);
      return List.of(reader);
    }
  },
  LOST_APPEND(Phenomenon.LOST_APPEND, EnumSet.of(Model.LIST_APPEND)) {
    @Override
    List<Txn> plant(SerialRun run) {
      int x = run.key();
      Txn one = run.stranger();
      List<Long> before = new ArrayList<>(run.list(x));
      run.append(one, x, run.value());
      run.state.put(x, before);
      run.pause();
      return List.of(one);
    }

    @Override
    Axis axis() {
      return Axis.STRICT;
    }
  };

  private final Phenomenon phenomenon;

  @SuppressWarnings("ImmutableEnumChecker") // never changed
  private final Set<Model> models;

  Planted(Phenomenon phenomenon, Set<Model> models) {
    this.phenomenon = phenomenon;
    this.models = models;
  }

  /** Does it now; the culprits, whom a reader that shows it may join. */
  abstract List<Txn> plant(SerialRun run);

  Axis axis() {
    return Axis.PLAIN;
  }

  Phenomenon phenomenon() {
    return phenomenon;
  }

  Set<Model> models() {
    return models;
  }

  /** How a judgement did on a history with this in it. */
  record Score(boolean caught, boolean exact, boolean alone) {}

  /** As a register's history knows the order of its versions. */
  private static void update(SerialRun run, Txn by, int key) {
    run.read(by, key);
    run.append(by, key, run.value());
  }

  Score score(Judgement judgement, List<Txn> culprits) {
    Set<Long> planted = culprits.stream().map(t -> (long) t.index).collect(Collectors.toSet());
    boolean caught = named(judgement).findAny().isPresent();
    boolean exact = named(judgement).anyMatch(f -> isExactly(f, planted));
    boolean alone =
        judgement.findings().stream().allMatch(f -> f.phenomenon() == phenomenon || isPart(f));
    return new Score(caught, exact, alone);
  }

  private Stream<Finding> named(Judgement judgement) {
    return judgement.findings().stream()
        .filter(f -> f.phenomenon() == phenomenon && f.axis() == axis());
  }

  /** Some are shown by whoever reads it, who is no culprit. */
  private boolean isExactly(Finding finding, Set<Long> planted) {
    Set<Long> named = finding.culprits().stream().map(Culprit::index).collect(Collectors.toSet());
    boolean shownByReader =
        EnumSet.of(DUPLICATE_ELEMENTS, LOST_APPEND, INCOMPATIBLE_ORDER).contains(this);
    return shownByReader
        ? named.containsAll(planted) && named.size() == planted.size() + 1
        : named.equals(planted);
  }

  /** What comes with it by definition. */
  private boolean isPart(Finding finding) {
    return switch (this) {
      case DIRTY_UPDATE -> finding.phenomenon() == Phenomenon.ABORTED_READ;
      case INTERMEDIATE_READ, GARBAGE_READ, ABORTED_READ ->
          finding.phenomenon() == Phenomenon.STALE_READ;
      default -> false;
    };
  }
}
