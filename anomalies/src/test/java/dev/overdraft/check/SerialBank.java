package dev.overdraft.check;

import dev.overdraft.history.History;
import dev.overdraft.history.Operation;
import dev.overdraft.history.RowVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A bank that does one thing after the other while its clients' waits overlap, and does one of them
 * wrong if asked to. The same seed asks the same operations.
 *
 * <p>What is right varies: a row may be touched first to lock it, a transfer to oneself may be two
 * writes, one or none, reads may pass the recorder by, outcomes may stay unknown, and a retry may
 * follow an attempt that was rolled back.
 */
final class SerialBank {

  /** One thing to do wrong. */
  enum Fault {
    NONE,
    LOST_UPDATE,
    DOUBLED_LEG,
    HALF_APPLIED,
    SWALLOWED_COMMIT,
    TORN_AUDIT
  }

  /**
   * What was done wrong.
   *
   * @param operation by whom
   * @param victim whose leg was overwritten or unseen; -1 if nobody's
   */
  record Planted(long operation, long victim, RowVersion row, long cents) {}

  private static final int ACCOUNTS = 5;
  private static final int OPERATIONS = 60;

  private final SplittableRandom random;
  private final Fault fault;
  private final Story story = Story.of(1000, 900, 800, 700, 600);
  private final Map<Long, List<RowVersion>> rows = new HashMap<>();
  private final List<Planted> planted = new ArrayList<>();

  private SerialBank(long seed, Fault fault) {
    this.random = new SplittableRandom(seed);
    this.fault = fault;
    for (long a = 1; a <= ACCOUNTS; a++) {
      rows.put(a, new ArrayList<>(List.of(new RowVersion(a, 0, -1, 1100 - a * 100))));
    }
  }

  /** A run, and what was done wrong in it: nothing, or one thing. */
  record Run(History history, List<Planted> planted) {}

  static Run run(long seed, Fault fault) {
    var bank = new SerialBank(seed, fault);
    for (int id = 0; id < OPERATIONS; id++) {
      bank.step(id);
    }
    return new Run(bank.story.closed(), bank.planted);
  }

  private void step(int id) {
    long begin = id * 100L;
    Story.Part at = Story.at(begin - random.nextInt(150), begin + 50 + random.nextInt(300));
    Operation operation = operation(id);
    int style = random.nextInt(100);
    List<Story.Part> parts = new ArrayList<>(List.of(at));
    if (operation instanceof Operation.Audit) {
      audit(id, parts);
    } else {
      pay(operation, style, parts);
    }
    story.then(operation, parts.toArray(Story.Part[]::new));
  }

  private Operation operation(long id) {
    int kind = random.nextInt(100);
    long a = 1L + random.nextInt(ACCOUNTS);
    long b = 1L + random.nextInt(ACCOUNTS);
    long cents = 1L + random.nextInt(250);
    if (kind < 15) {
      return new Operation.Audit(id);
    }
    if (kind < 25) {
      return new Operation.Withdraw(id, a, cents);
    }
    if (kind < 35) {
      return new Operation.Deposit(id, a, cents);
    }
    return new Operation.Transfer(id, a, kind < 40 ? 99 : b, cents);
  }

  private void pay(Operation operation, int style, List<Story.Part> parts) {
    List<Legs.Leg> legs = Legs.of(operation).legs();
    if (legs.stream().anyMatch(leg -> !rows.containsKey(leg.account()) || tooMuch(leg))) {
      parts.add(Story.fails("refused"));
      return;
    }
    if (plant(Fault.SWALLOWED_COMMIT) && external(legs) != 0) {
      planted.add(new Planted(operation.id(), -1, row(legs.get(0).account()), -external(legs)));
      return;
    }
    if (style < 5) {
      parts.add(Story.info());
      return;
    }
    if (style < 10) {
      legs.forEach(leg -> parts.add(Story.reads(leg.account(), 0, 0)));
      parts.add(Story.retries());
    }
    boolean twoSided = legs.size() == 2 && legs.get(0).account() != legs.get(1).account();
    if (legs.size() == 2 && !twoSided && style < 50) {
      if (style < 30) {
        write(operation, legs.get(0).account(), 0, parts);
      }
    } else {
      apply(operation, legs, style, twoSided, parts);
    }
    if (style >= 60 && style < 80) {
      parts.add(Story.silent());
    }
    if (style >= 90) {
      parts.add(Story.info());
    }
  }

  private void apply(
      Operation operation,
      List<Legs.Leg> legs,
      int style,
      boolean twoSided,
      List<Story.Part> parts) {
    for (Legs.Leg leg : legs) {
      if (twoSided && leg.cents() > 0 && plant(Fault.HALF_APPLIED)) {
        planted.add(new Planted(operation.id(), -1, row(leg.account()), -leg.cents()));
        continue;
      }
      if (style >= 10 && style < 25) {
        write(operation, leg.account(), 0, parts);
      }
      RowVersion now = row(leg.account());
      parts.add(Story.reads(now.account(), now.revision(), now.cents()));
      if (isOverwritable(leg, operation) && plant(Fault.LOST_UPDATE)) {
        lose(operation, leg, parts);
      } else {
        write(operation, leg.account(), leg.cents(), parts);
      }
    }
    if (twoSided && plant(Fault.DOUBLED_LEG)) {
      parts.add(Story.retries());
      Legs.Leg twice = legs.get(random.nextBoolean() ? 0 : 1);
      write(operation, twice.account(), twice.cents(), parts);
      planted.add(new Planted(operation.id(), -1, row(twice.account()), twice.cents()));
    }
  }

  /** Whether the newest version there changed something, for somebody else. */
  private boolean isOverwritable(Legs.Leg leg, Operation operation) {
    List<RowVersion> versions = rows.getOrDefault(leg.account(), List.of());
    int last = versions.size() - 1;
    return last > 0
        && versions.get(last).writer() != operation.id()
        && versions.get(last - 1).writer() != versions.get(last).writer()
        && versions.get(last).cents() != versions.get(last - 1).cents();
  }

  private void lose(Operation operation, Legs.Leg leg, List<Story.Part> parts) {
    List<RowVersion> versions = rows.getOrDefault(leg.account(), List.of());
    RowVersion base = versions.get(versions.size() - 2);
    RowVersion overwritten = row(leg.account());
    parts.remove(parts.size() - 1);
    parts.add(Story.reads(base.account(), base.revision(), base.cents()));
    long lost = base.cents() - overwritten.cents();
    write(operation, leg.account(), lost + leg.cents(), parts);
    planted.add(new Planted(operation.id(), overwritten.writer(), row(leg.account()), lost));
  }

  private void audit(long id, List<Story.Part> parts) {
    Map<Long, RowVersion> seen = new HashMap<>();
    rows.keySet().forEach(account -> seen.put(account, row(account)));
    for (RowVersion row : List.copyOf(seen.values())) {
      List<RowVersion> versions = rows.getOrDefault(row.account(), List.of());
      boolean transfer =
          row.revision() > 0
              && rows.keySet().stream().anyMatch(a -> a != row.account() && wrote(row.writer(), a));
      if (transfer && plant(Fault.TORN_AUDIT)) {
        int before = versions.size() - 1;
        while (versions.get(before).writer() == row.writer()) {
          before--;
        }
        seen.put(row.account(), versions.get(before));
        planted.add(new Planted(id, row.writer(), row, versions.get(before).cents() - row.cents()));
      }
    }
    seen.values().forEach(v -> parts.add(Story.reads(v.account(), v.revision(), v.cents())));
  }

  private boolean wrote(long operation, long account) {
    return rows.getOrDefault(account, List.of()).stream().anyMatch(v -> v.writer() == operation);
  }

  /** Once, somewhere in the second half. */
  private boolean plant(Fault what) {
    return fault == what
        && planted.isEmpty()
        && rows.values().stream().mapToInt(List::size).sum() > OPERATIONS / 2;
  }

  private void write(Operation operation, long account, long delta, List<Story.Part> parts) {
    RowVersion now = row(account);
    long revision = now.revision() + 1;
    long cents = now.cents() + delta;
    parts.add(Story.writes(account, revision, cents));
    rows.computeIfAbsent(account, a -> new ArrayList<>())
        .add(new RowVersion(account, revision, operation.id(), cents));
  }

  private RowVersion row(long account) {
    List<RowVersion> versions = rows.getOrDefault(account, List.of());
    return versions.get(versions.size() - 1);
  }

  private boolean tooMuch(Legs.Leg leg) {
    return row(leg.account()).cents() + leg.cents() < 0;
  }

  private static long external(List<Legs.Leg> legs) {
    return legs.stream().mapToLong(Legs.Leg::cents).sum();
  }
}
