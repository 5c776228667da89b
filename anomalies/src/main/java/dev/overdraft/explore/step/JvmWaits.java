package dev.overdraft.explore.step;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Recognises an actor that waits inside the JVM for something that a parked actor has: a monitor or
 * lock that another actor's thread owns (proven by the JVM), or a connection of a pool (recognised
 * by the frame {@code getConnection} below a parked thread, seen twice without the thread having
 * moved), or a signal.
 *
 * <p>Who gives a signal cannot be known: it may be a thread that is no actor, and is about to. So
 * an actor that waits for one counts as computing as long as there is patience; after that, and at
 * the same place ever after, it counts as waiting, and the others go on.
 */
final class JvmWaits {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int DEPTH = 64;

  private JvmWaits() {}

  /**
   * What an actor waits for.
   *
   * @param owner the index of the actor that has it, -1 if unknown
   * @param what the lock, the pool, or the place where a signal is waited for
   * @param count how often its thread has begun to wait or block, to see whether it moves
   */
  record Wait(Kind kind, int owner, String what, long count) {}

  /** For what kind of thing. */
  enum Kind {
    LOCK,
    POOL,
    SIGNAL
  }

  /** What a thread that should be computing waits for, if it can be told. */
  static Optional<Wait> of(Thread thread, List<Lane> lanes) {
    ThreadInfo seen = THREADS.getThreadInfo(thread.getId(), DEPTH);
    if (seen == null || seen.getThreadState() == Thread.State.RUNNABLE) {
      return Optional.empty();
    }
    long count = seen.getBlockedCount() + seen.getWaitedCount();
    for (Lane lane : lanes) {
      if (seen.getLockOwnerId() == lane.thread.getId()) {
        return Optional.of(
            new Wait(Kind.LOCK, lane.index, String.valueOf(seen.getLockName()), count));
      }
    }
    List<StackTraceElement> stack = List.of(seen.getStackTrace());
    return pool(stack, count).or(() -> signal(seen, stack, count));
  }

  /**
   * Whether all of these threads are in cycles of monitors that they wait for: nothing ends that
   * but the JVM's own end.
   */
  static boolean areForGood(List<Thread> threads) {
    if (!threads.stream().allMatch(thread -> thread.getState() == Thread.State.BLOCKED)) {
      return false;
    }
    long[] deadlocked = THREADS.findMonitorDeadlockedThreads();
    return deadlocked != null
        && threads.stream()
            .allMatch(thread -> LongStream.of(deadlocked).anyMatch(id -> id == thread.getId()));
  }

  /** A thread in a pool's getConnection; not one that opens a connection of ours. */
  private static Optional<Wait> pool(List<StackTraceElement> stack, long count) {
    if (stack.stream().anyMatch(f -> f.getClassName().equals(Stepping.class.getName()))) {
      return Optional.empty();
    }
    return stack.stream()
        .filter(frame -> frame.getMethodName().equals("getConnection"))
        .findFirst()
        .map(frame -> new Wait(Kind.POOL, -1, frame.getClassName(), count));
  }

  /** A thread that waits, without a time limit, for something that no thread has. */
  private static Optional<Wait> signal(ThreadInfo seen, List<StackTraceElement> stack, long count) {
    boolean waits =
        seen.getThreadState() == Thread.State.WAITING
            && seen.getLockInfo() != null
            && seen.getLockOwnerId() < 0;
    return stack.stream()
        .filter(frame -> waits && !isJdk(frame.getClassName()))
        .findFirst()
        .map(frame -> new Wait(Kind.SIGNAL, -1, frame.toString(), count));
  }

  private static boolean isJdk(String className) {
    return className.startsWith("java.") || className.startsWith("jdk.");
  }
}
