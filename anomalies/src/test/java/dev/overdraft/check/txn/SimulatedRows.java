package dev.overdraft.check.txn;

import dev.overdraft.check.level.Level;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A table in memory whose rows are in groups, at one level, used by a few processes whose
 * statements are interleaved at random. Writes lock their row until the end; who finds one locked
 * gives up.
 */
final class SimulatedRows {

  /** What it promises, and how. */
  enum Kind {
    /** Transactions take effect one after the other, though their intervals overlap. */
    SERIAL(Level.SERIALIZABLE),
    /** Reads see a snapshot; the first committer of two writers of a row wins. */
    SNAPSHOT(Level.SNAPSHOT_ISOLATION),
    /** Returned rows are locked until the end, those that are not there yet cannot be. */
    ITEM_LOCKS(Level.REPEATABLE_READ),
    /** Every read sees what is committed. */
    READ_COMMITTED(Level.READ_COMMITTED);

    final Level level;

    Kind(Level level) {
      this.level = level;
    }
  }

  /** A row's version, who wrote it and the group that it is in. */
  record Row(long version, long writer, long group) {
    static final Row ABSENT = new Row(0, TxnHistoryBuilder.OPENING_MARK, TxnHistory.NO_GROUP);
  }

  private static final int GROUPS = 3;
  private static final int SEEDED = 6;

  private final Kind kind;
  private final boolean oneWay;
  private final int processes;
  private final SplittableRandom random;
  private final Map<Long, Row> opening = new TreeMap<>();
  private final Map<Long, Row> committed = new TreeMap<>();
  private final Map<Long, Integer> locks = new HashMap<>();
  private final Map<Long, Set<Integer>> readers = new HashMap<>();
  private final Map<Integer, Client> clients = new TreeMap<>();
  private final List<Client> all = new ArrayList<>();
  private long nextRow = 100;
  private long now;

  private interface Op {
    void to(TxnHistoryBuilder history);
  }

  /** One transaction. */
  private static final class Client {
    final long index;
    final int process;
    final long invoked;
    final Map<Long, Row> snapshot;
    final Map<Long, Row> own = new TreeMap<>();
    final List<Op> ops = new ArrayList<>();
    final List<Op> writes = new ArrayList<>();
    Outcome outcome = Outcome.OK;
    long completed;
    int left;

    Client(long index, int process, long invoked, Map<Long, Row> snapshot) {
      this.index = index;
      this.process = process;
      this.invoked = invoked;
      this.snapshot = snapshot;
    }
  }

  /**
   * @param oneWay whether no row enters a group that it has left or was born before entering, so
   *     that it is always known which version of it was seen
   */
  SimulatedRows(Kind kind, long seed, int processes, boolean oneWay) {
    this.kind = kind;
    this.oneWay = oneWay;
    this.processes = processes;
    this.random = new SplittableRandom(seed);
    for (long row = 0; row < SEEDED; row++) {
      opening.put(row, new Row(0, TxnHistoryBuilder.OPENING_MARK, row % GROUPS));
    }
    committed.putAll(opening);
  }

  TxnHistory run(int txns, int mostSteps) {
    while (all.size() < txns || !clients.isEmpty()) {
      now++;
      int process = random.nextInt(processes);
      Client client = clients.get(process);
      if (client == null) {
        if (all.size() < txns) {
          begin(process, 1 + random.nextInt(mostSteps));
        }
      } else if (kind == Kind.SERIAL) {
        while (client.left-- > 0) {
          step(client);
        }
        commit(client);
      } else if (client.left-- == 0) {
        commit(client);
      } else {
        step(client);
      }
    }
    return history();
  }

  private void begin(int process, int steps) {
    var client = new Client(all.size(), process, now, new TreeMap<>(committed));
    client.left = steps;
    clients.put(process, client);
    all.add(client);
  }

  private Row visible(Client client, long row) {
    Map<Long, Row> base = kind == Kind.SNAPSHOT ? client.snapshot : committed;
    return client.own.getOrDefault(row, base.getOrDefault(row, Row.ABSENT));
  }

  private Set<Long> rows() {
    Set<Long> rows = new HashSet<>(committed.keySet());
    clients.values().forEach(c -> rows.addAll(c.own.keySet()));
    return rows;
  }

  private void step(Client client) {
    long group = random.nextInt(GROUPS);
    if (random.nextBoolean()) {
      read(client, group);
      return;
    }
    List<Long> there =
        rows().stream().filter(r -> visible(client, r).group() >= 0).sorted().toList();
    int dice = random.nextInt(3);
    if (dice == 0 || there.isEmpty()) {
      write(client, nextRow++, group);
      return;
    }
    long row = there.get(random.nextInt(there.size()));
    long from = visible(client, row).group();
    boolean moves = !oneWay || (row < SEEDED && from == row % GROUPS);
    if (!moves) {
      write(client, row, from);
    } else {
      write(client, row, dice == 1 ? TxnHistory.NO_GROUP : group);
    }
  }

  private void read(Client client, long group) {
    Map<Long, Row> found = new TreeMap<>();
    for (long row : rows()) {
      Row seen = visible(client, row);
      if (seen.group() == group) {
        found.put(row, seen);
      }
    }
    if (kind == Kind.ITEM_LOCKS) {
      for (long row : found.keySet()) {
        if (locks.getOrDefault(row, client.process) != client.process) {
          end(client, Outcome.FAIL);
          return;
        }
        readers.computeIfAbsent(row, r -> new HashSet<>()).add(client.process);
      }
    }
    client.ops.add(
        history -> {
          history.readGroup(group, found.size());
          found.forEach((row, seen) -> history.readVersion(row, seen.version(), seen.writer()));
        });
  }

  private void write(Client client, long row, long group) {
    Row before = client.own.getOrDefault(row, committed.getOrDefault(row, Row.ABSENT));
    boolean stale =
        kind == Kind.SNAPSHOT
            && !client
                .snapshot
                .getOrDefault(row, Row.ABSENT)
                .equals(committed.getOrDefault(row, Row.ABSENT));
    boolean read = readers.getOrDefault(row, Set.of()).stream().anyMatch(p -> p != client.process);
    if (client.own.containsKey(row)) {
      return;
    }
    if (stale || read || locks.getOrDefault(row, client.process) != client.process) {
      end(client, Outcome.FAIL);
      return;
    }
    locks.put(row, client.process);
    var after = new Row(before.version() + 1, client.index, group);
    client.own.put(row, after);
    Op op = history -> history.writeVersion(row, after.version(), group);
    client.ops.add(op);
    client.writes.add(op);
  }

  private void commit(Client client) {
    committed.putAll(client.own);
    end(client, processes > 3 && random.nextInt(40) == 0 ? Outcome.INFO : Outcome.OK);
  }

  private void end(Client client, Outcome outcome) {
    clients.remove(client.process);
    locks.values().removeIf(p -> p == client.process);
    readers.values().forEach(each -> each.remove(client.process));
    client.left = 0;
    client.outcome = outcome;
    client.completed = ++now;
  }

  private TxnHistory history() {
    TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
    opening.forEach((row, in) -> history.opening(row, in.group()));
    for (Client client : all) {
      // A process whose outcome is unknown is never heard of again: its slot goes on as another.
      int process = client.process + processes * unknownBefore(client);
      history.begin(client.index, process, client.invoked);
      (client.outcome == Outcome.OK ? client.ops : client.writes).forEach(op -> op.to(history));
      history.end(client.outcome, client.completed);
    }
    return history.build();
  }

  private int unknownBefore(Client client) {
    return (int)
        all.stream()
            .filter(c -> c.index < client.index && c.process == client.process)
            .filter(c -> c.outcome == Outcome.INFO)
            .count();
  }
}
