package dev.overdraft.check.txn;

import static java.util.Objects.requireNonNull;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.txn.Script.Txn;
import dev.overdraft.history.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A database in memory, at one level, used by a few processes whose steps are interleaved at
 * random. Every append locks its key until the transaction ends; who finds one locked gives up.
 */
final class SimulatedDatabase {

  /** What it promises, and how. */
  enum Kind {
    /** Reads and writes lock their keys. */
    TWO_PHASE_LOCKING(Level.SERIALIZABLE),
    /** Reads a snapshot; the first committer of two writers of a key wins. */
    SNAPSHOT(Level.SNAPSHOT_ISOLATION),
    /** Every read sees what is committed; writes build on what is committed. */
    READ_COMMITTED(Level.READ_COMMITTED),
    /** Every read sees what anybody has written so far. */
    READ_UNCOMMITTED(Level.READ_UNCOMMITTED);

    final Level level;

    Kind(Level level) {
      this.level = level;
    }

    Axis axis() {
      return Axis.STRICT;
    }
  }

  private static final int PROCESSES = 6;
  private static final int KEYS = 4;
  private static final int APPENDS_PER_KEY = 12;

  private final Kind kind;
  private final SplittableRandom random;
  private final Script script = new Script();
  private final Map<Integer, List<Long>> committed = new HashMap<>();
  private final Map<Integer, Integer> writeLocks = new HashMap<>();
  private final Map<Integer, Set<Integer>> readLocks = new HashMap<>();
  private final Map<Integer, Client> clients = new HashMap<>();
  private final int[] keys;
  private final int[] names = new int[PROCESSES];
  private int nextKey;
  private long nextValue = 1;
  private long now;

  private static final class Client {
    final Txn txn;
    final Map<Integer, List<Long>> snapshot;
    final Map<Integer, List<Long>> own = new HashMap<>();
    int left;

    Client(Txn txn, Map<Integer, List<Long>> snapshot, int left) {
      this.txn = txn;
      this.snapshot = snapshot;
      this.left = left;
    }
  }

  SimulatedDatabase(Kind kind, long seed) {
    this(kind, seed, KEYS);
  }

  /** With so many keys at a time. */
  SimulatedDatabase(Kind kind, long seed, int active) {
    this.kind = kind;
    this.random = new SplittableRandom(seed);
    this.keys = new int[active];
    for (int i = 0; i < active; i++) {
      keys[i] = nextKey++;
    }
    for (int i = 0; i < PROCESSES; i++) {
      names[i] = i;
    }
  }

  Script run(int txns) {
    while (script.txns.size() < txns || !clients.isEmpty()) {
      now++;
      int process = random.nextInt(PROCESSES);
      Client client = clients.get(process);
      if (client == null) {
        if (script.txns.size() < txns) {
          Txn txn = script.begin(names[process], now);
          clients.put(process, new Client(txn, copy(), 1 + random.nextInt(4)));
        }
      } else if (client.left-- == 0) {
        commit(process, client);
      } else {
        step(process, client);
      }
    }
    return script;
  }

  private Map<Integer, List<Long>> copy() {
    Map<Integer, List<Long>> copy = new HashMap<>();
    committed.forEach((key, list) -> copy.put(key, List.copyOf(list)));
    return copy;
  }

  private int key() {
    int at = random.nextInt(keys.length);
    if (committed.getOrDefault(keys[at], List.of()).size() >= APPENDS_PER_KEY) {
      keys[at] = nextKey++;
    }
    return keys[at];
  }

  private void step(int process, Client client) {
    int key = key();
    boolean append = random.nextInt(3) > 0;
    if (kind == Kind.TWO_PHASE_LOCKING && !lock(process, key, append)) {
      end(process, client, Outcome.FAIL);
    } else if (random.nextInt(3) > 0 || !append) {
      client.txn.read(key, visible(client, key));
      if (append) {
        append(process, client, key);
      }
    } else {
      append(process, client, key);
    }
  }

  private boolean lock(int process, int key, boolean write) {
    Set<Integer> readers = readLocks.computeIfAbsent(key, k -> new HashSet<>());
    boolean others = readers.stream().anyMatch(p -> p != process);
    if (writeLocks.getOrDefault(key, process) != process || (write && others)) {
      return false;
    }
    readers.add(process);
    return true;
  }

  private List<Long> visible(Client client, int key) {
    if (client.own.containsKey(key)) {
      return client.own.get(key);
    }
    if (kind == Kind.READ_UNCOMMITTED && writeLocks.containsKey(key)) {
      return requireNonNull(
          requireNonNull(clients.get(writeLocks.getOrDefault(key, -1))).own.get(key));
    }
    return (kind == Kind.SNAPSHOT ? client.snapshot : committed).getOrDefault(key, List.of());
  }

  private void append(int process, Client client, int key) {
    boolean conflict =
        writeLocks.getOrDefault(key, process) != process
            || (kind == Kind.SNAPSHOT
                && !client
                    .snapshot
                    .getOrDefault(key, List.of())
                    .equals(committed.getOrDefault(key, List.of())));
    if (conflict) {
      end(process, client, Outcome.FAIL);
      return;
    }
    writeLocks.put(key, process);
    List<Long> list =
        client.own.computeIfAbsent(key, k -> new ArrayList<>(committed.getOrDefault(k, List.of())));
    list.add(nextValue++);
    client.txn.append(key, list);
  }

  private void commit(int process, Client client) {
    client.own.forEach((key, list) -> committed.put(key, List.copyOf(list)));
    end(process, client, random.nextInt(50) == 0 ? Outcome.INFO : Outcome.OK);
  }

  private void end(int process, Client client, Outcome outcome) {
    writeLocks.values().removeIf(p -> p == process);
    readLocks.values().forEach(readers -> readers.remove(process));
    clients.remove(process);
    names[process] += outcome == Outcome.INFO ? PROCESSES : 0;
    client.txn.outcome = outcome;
    client.txn.completed = ++now;
  }
}
