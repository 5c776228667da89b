package dev.overdraft.explore.search;

import dev.overdraft.explore.step.LockObserver;
import dev.overdraft.explore.step.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What statements touch, learned from the server's lock table, by text.
 *
 * <p>A statement whose text hides what it does (views, triggers, functions) is looked at each time,
 * and said to touch all that its transaction has locked by then: rounded up, since a lock that was
 * there before tells nothing of who took it. One whose text shows what it does is looked at until
 * it has done something, and what is locked besides, or more strongly, is added.
 *
 * <p>Knowledge that grows during a search makes what was concluded from less of it worthless;
 * {@link #growth} tells.
 *
 * <p>Limits: row locks are not in that table, so that all that is learned is whole tables; locks
 * that a statement only tried for are not in it either, nor advisory locks that it let go.
 *
 * @see <a href="https://www.postgresql.org/docs/18/view-pg-locks.html">PostgreSQL 18, 53.13</a>
 */
final class LockTable implements LockObserver {

  private final Statements statements;
  private final Map<String, Learned> learned = new ConcurrentHashMap<>();
  private final AtomicLong growth = new AtomicLong();

  LockTable(Statements statements) {
    this.statements = statements;
  }

  /** What has been learned of a statement with this text. */
  Learned of(String sql) {
    return learned.getOrDefault(sql, Learned.NOTHING);
  }

  /** How often more has been learned. */
  long growth() {
    return growth.get();
  }

  @Override
  public boolean mayMeet(Step step, Step locked) {
    return Event.conflict(statements.of(step), statements.of(locked));
  }

  @Override
  public boolean wants(Step step) {
    return statements.hides(step) || !of(step.sql()).done();
  }

  @Override
  public void saw(Step step, List<Step> before, boolean changed, Set<Held> held) {
    Set<Held> news = new HashSet<>(held);
    if (!statements.hides(step)) {
      Set<Held> expected = new HashSet<>(statements.locks(step));
      before.forEach(earlier -> expected.addAll(statements.locks(earlier)));
      news.removeIf(lock -> isExpected(lock, expected));
    }
    learn(step, changed, news);
  }

  /** A statement on rows tells its table's whole lock from none; who reads expects no writes. */
  private static boolean isExpected(Held lock, Set<Held> expected) {
    return expected.contains(new Held(lock.table(), Strength.WRITE))
        || (lock.strength() == Strength.READ && expected.contains(lock));
  }

  private void learn(Step step, boolean changed, Set<Held> news) {
    learned.compute(
        step.sql(),
        (sql, known) -> {
          Learned old = known == null ? Learned.NOTHING : known;
          Learned after = old.with(news, changed);
          if (!after.isSame(old)) {
            growth.incrementAndGet();
          }
          return after;
        });
  }
}
