package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.level.Levels;
import dev.overdraft.check.txn.Script.Op;
import dev.overdraft.check.txn.Script.Txn;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Appends that nobody read: a level holds if it does once somebody has read them at the end, in one
 * order or another.
 */
class TailOrdersTest {

  private static final int SEEDS = Integer.getInteger("overdraft.seeds", 150);

  private int asked;
  private final Map<Phenomenon, Integer> seen = new EnumMap<>(Phenomenon.class);

  @Test
  void simulatedDatabases_areWhatSomeOrderSatisfies() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      for (SimulatedDatabase.Kind kind : SimulatedDatabase.Kind.values()) {
        Script script = new SimulatedDatabase(kind, seed, 2).run(8);
        script.txns.removeIf(t -> t.outcome != Outcome.OK);
        if (isWhole(script)) {
          compare(script, kind + " seed " + seed);
        }
      }
    }
    assertTrue(asked > SEEDS / 5, "too few with an order to choose: " + asked);
  }

  @Test
  void drawnHistories_areWhatSomeOrderSatisfies() {
    for (int seed = 1; seed <= 2 * SEEDS; seed++) {
      compare(drawn(seed), "seed " + seed);
    }
    assertTrue(asked > SEEDS, "too few with an order to choose: " + asked);
    if (SEEDS >= 100) {
      assertTrue(seen.keySet().containsAll(List.of(Phenomenon.NO_VIEW_ORDER)), seen.toString());
    }
  }

  /** Reads of any part of what is read of a key at all; nobody reads what it has appended. */
  static Script drawn(int seed) {
    var random = new SplittableRandom(seed);
    var script = new Script();
    int txns = 3 + random.nextInt(3);
    int keys = 2 + random.nextInt(2);
    Map<Integer, List<Long>> lists = new HashMap<>();
    long[] busyUntil = new long[txns];
    long now = 0;
    long value = 0;
    for (int t = 0; t < txns; t++) {
      now += 2;
      int process = 0;
      while (busyUntil[process] >= now) {
        process++;
      }
      Txn txn = script.begin(process, now);
      txn.completed = now + 1 + random.nextInt(8);
      busyUntil[process] = txn.completed;
      for (int key = 0; key < keys; key++) {
        List<Long> list = lists.computeIfAbsent(key, k -> new ArrayList<>());
        switch (random.nextInt(4)) {
          case 0 -> {}
          case 1 -> txn.read(key, list);
          default -> {
            if (random.nextBoolean()) {
              txn.read(key, list);
            }
            List<Long> longer = new ArrayList<>(list);
            longer.add(++value);
            txn.append(key, longer);
            if (random.nextInt(4) == 0) {
              list.add(value);
            }
          }
        }
      }
    }
    return script;
  }

  /** Whether everybody who was read from is there. */
  private static boolean isWhole(Script script) {
    Set<Long> read = new HashSet<>();
    Set<Long> appended = new HashSet<>();
    for (Txn txn : script.txns) {
      for (Op op : txn.ops) {
        if (op.append()) {
          appended.add(last(op));
        } else {
          read.addAll(op.list());
        }
      }
    }
    return appended.containsAll(read);
  }

  private static long last(Op op) {
    return op.list().get(op.list().size() - 1);
  }

  private void compare(Script script, String which) {
    List<Map<Integer, List<Long>>> orders = orders(script);
    if (orders.size() < 2 || orders.size() > 200) {
      return;
    }
    asked++;
    Judgement judgement = judge(script);
    judgement.findings().forEach(f -> seen.merge(f.phenomenon(), 1, Integer::sum));
    Levels told = judgement.levels();
    List<Levels> each = new ArrayList<>();
    for (Map<Integer, List<Long>> order : orders) {
      Txn reader = new Txn(1_000, 99, 1_000_000);
      reader.completed = 1_000_001;
      script.txns.add(reader);
      order.forEach(reader::read);
      each.add(judge(script).levels());
      script.txns.remove(reader);
    }
    for (Axis axis : Axis.values()) {
      for (Level level : Level.values()) {
        boolean holds = each.stream().anyMatch(l -> l.of(level, axis) == Answer.HOLDS);
        assertTrue(each.stream().noneMatch(l -> l.of(level, axis) == Answer.UNKNOWN));
        assertEquals(
            holds ? Answer.HOLDS : Answer.BROKEN,
            told.of(level, axis),
            () ->
                which
                    + " "
                    + axis.name(level)
                    + "\n"
                    + Txns.text(script.history(Model.LIST_APPEND)));
      }
    }
  }

  private static Judgement judge(Script script) {
    return Judge.judge(script.history(Model.LIST_APPEND), new Options(1_000_000, 5, false));
  }

  /** All ways in which a reader can find every list in the end. */
  private static List<Map<Integer, List<Long>>> orders(Script script) {
    Map<Integer, List<Long>> longest = new TreeMap<>();
    Map<Integer, Map<Txn, List<Long>>> appends = new TreeMap<>();
    for (Txn txn : script.txns) {
      for (Op op : txn.ops) {
        longest.putIfAbsent(op.key(), List.of());
        if (op.append()) {
          appends
              .computeIfAbsent(op.key(), k -> new LinkedHashMap<>())
              .computeIfAbsent(txn, t -> new ArrayList<>())
              .add(last(op));
        } else if (op.list().size() > longest.getOrDefault(op.key(), List.of()).size()) {
          longest.put(op.key(), op.list());
        }
      }
    }
    List<Map<Integer, List<Long>>> all = List.of(Map.of());
    for (Map.Entry<Integer, List<Long>> read : longest.entrySet()) {
      List<List<Long>> unread = new ArrayList<>();
      for (List<Long> own : appends.getOrDefault(read.getKey(), Map.of()).values()) {
        List<Long> left = new ArrayList<>(own);
        left.removeAll(read.getValue());
        if (!left.isEmpty()) {
          unread.add(left);
        }
      }
      List<Map<Integer, List<Long>>> more = new ArrayList<>();
      for (List<Long> list : continued(read.getValue(), unread)) {
        for (Map<Integer, List<Long>> others : all) {
          Map<Integer, List<Long>> whole = new HashMap<>(others);
          whole.put(read.getKey(), list);
          more.add(whole);
        }
      }
      all = more;
      if (all.size() > 200) {
        return all;
      }
    }
    return all;
  }

  private static List<List<Long>> continued(List<Long> list, List<List<Long>> parts) {
    if (parts.isEmpty()) {
      return List.of(list);
    }
    List<List<Long>> all = new ArrayList<>();
    for (List<Long> next : parts) {
      List<Long> longer = new ArrayList<>(list);
      longer.addAll(next);
      List<List<Long>> others = new ArrayList<>(parts);
      others.remove(next);
      all.addAll(continued(longer, others));
    }
    return all;
  }
}
