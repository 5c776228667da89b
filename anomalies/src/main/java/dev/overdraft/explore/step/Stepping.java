package dev.overdraft.explore.step;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What ties application code to its scheduler: the data source that it is given, and which thread
 * is which actor.
 *
 * <p>While no schedule runs, and for setting up, statements pass freely on any thread. While one
 * runs, a statement on a thread that is no actor is an error. Opening and preparing a connection is
 * always free, since pools do that on threads of their own.
 */
public final class Stepping implements AutoCloseable {

  private static final int MOST_TEXTS = 10_000;

  private final DataSource stepped;
  private final LockWaits waits;

  // Of one explorer, not of the JVM: two explorers may work side by side.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Lane> current = new ThreadLocal<>();

  private final List<Session> opened = new ArrayList<>();
  private final Map<Integer, Integer> owners = new ConcurrentHashMap<>();
  private final Map<String, SqlFacts> facts = new ConcurrentHashMap<>();
  private final Set<String> prepared = ConcurrentHashMap.newKeySet();
  private final AtomicInteger opening = new AtomicInteger();
  private volatile boolean active;
  private volatile boolean describing;
  private volatile int victimMillis = 25;
  private volatile @Nullable Omission omission;
  private volatile @Nullable String refusal;
  private volatile @Nullable String stray;

  /** Steps the connections that {@code raw} opens. */
  public Stepping(DataSource raw, LockWaits waits) {
    this.waits = waits;
    this.stepped = Proxies.of(DataSource.class, new SteppingDataSource(this, raw));
  }

  /** What application code gets instead of its own data source. Thread-safe. */
  public DataSource dataSource() {
    return stepped;
  }

  /** Whether steps look up the line of application code behind them, which costs time. */
  public void describe(boolean wanted) {
    describing = wanted;
  }

  /**
   * How long a chosen victim waits before it looks for a cycle: long enough for the others to close
   * it.
   */
  public void victimMillis(int millis) {
    victimMillis = millis;
  }

  int victimMillis() {
    return victimMillis;
  }

  /** From now on leaves a clause out of every statement that is made, until {@link #complete}. */
  public void omit(String clause) {
    omission = new Omission(clause);
  }

  /** Statements are whole again. Returns whether the omitted clause was in any. */
  public boolean complete() {
    Omission ended = omission;
    omission = null;
    return ended != null && ended.occurred();
  }

  /** A transaction was prepared by that name, and nobody's connection has it any more. */
  void prepared(String name) {
    prepared.add(name);
  }

  /** Rolls back what was prepared and then left, by an actor who was let go in between. */
  void settle() throws SQLException {
    if (!prepared.isEmpty()) {
      Set<String> names = Set.copyOf(prepared);
      prepared.clear();
      waits.rollBackPrepared(names);
    }
  }

  /** What is sent for a statement. */
  String sent(String sql) {
    Omission now = omission;
    return now == null ? sql : now.apply(sql);
  }

  /** What a statement's text says. */
  SqlFacts facts(String sql) {
    SqlFacts known = facts.get(sql);
    if (known == null) {
      if (facts.size() >= MOST_TEXTS) {
        facts.clear();
      }
      known = SqlFacts.of(sql);
      facts.put(sql, known);
    }
    return known;
  }

  /** Whether a step may wait for a lock, or get one that others may wait for. */
  boolean locks(Step step) {
    return step.kind() == Step.Kind.STATEMENT
        && (waits.readsLock(step.level()) || facts(step.sql()).locks());
  }

  /** Whether a step may let others in although its transaction goes on. */
  boolean unlocks(Step step) {
    return facts(step.sql()).unlocks();
  }

  boolean describing() {
    return describing;
  }

  /** Whether somebody can be chosen whom a deadlock costs his transaction. */
  public boolean choosesVictims() {
    return waits.choosesVictims();
  }

  LockWaits waits() {
    return waits;
  }

  void enter(Lane lane) {
    current.set(lane);
  }

  /** Notes who uses a session now, so that a wait for it can be told to be a wait for him. */
  void owns(int actor, Session session) {
    owners.put(session.id, actor);
  }

  /** The actor that used a session last in this run. */
  Optional<Integer> owner(int session) {
    return Optional.ofNullable(owners.get(session));
  }

  /** Whether a connection is being opened right now, on whatever thread. */
  boolean isOpening() {
    return opening.get() > 0;
  }

  void begin() {
    owners.clear();
    refusal = null;
    stray = null;
    active = true;
  }

  void end() {
    active = false;
  }

  /** The first thing in this run that could not be stepped. */
  Optional<String> refusal() {
    String refused = refusal;
    return Optional.ofNullable(refused == null ? stray : refused);
  }

  void refuse(String why) {
    refusal = why;
  }

  /** Whether this thread is an actor's, in a run. */
  boolean isActor() {
    return active && current.get() != null;
  }

  /** This thread's actor; none while setting up. One who outlives his run stays in it. */
  Optional<Lane> lane(String sql) throws SQLException {
    Lane lane = current.get();
    if (!active && (lane == null || !lane.isAbandoned())) {
      return Optional.empty();
    }
    if (lane == null) {
      var error = new StrayThreadException(Thread.currentThread().getName(), sql);
      stray = error.getMessage();
      throw error;
    }
    return Optional.of(lane);
  }

  /** A session for this thread: one that its actor has given back, else a new one. */
  Session borrow(Connecting connecting) throws SQLException {
    Lane lane = current.get();
    if (lane != null) {
      Session idle = lane.idle.pollFirst();
      if (idle != null) {
        lane.lent.add(idle);
        return idle;
      }
    }
    Session session;
    opening.incrementAndGet();
    try {
      session = new Session(connecting.open(), waits);
    } finally {
      opening.decrementAndGet();
    }
    synchronized (opened) {
      opened.add(session);
    }
    if (lane != null) {
      lane.lent.add(session);
    }
    return session;
  }

  /** Takes a session back; another thread than an actor's closes it. */
  void giveBack(Session session) throws SQLException {
    Lane lane = current.get();
    boolean usable = renew(session);
    if (lane != null && lane.lent.remove(session)) {
      if (usable) {
        lane.idle.addFirst(session);
      }
    } else if (usable) {
      synchronized (opened) {
        opened.remove(session);
      }
      waits.giveBack(session.connection);
    }
  }

  /** Whether it is as good as new; one whose connection has been ended under it is forgotten. */
  private boolean renew(Session session) throws SQLException {
    if (session.connection.isClosed()) {
      synchronized (opened) {
        opened.remove(session);
      }
      return false;
    }
    session.refresh();
    return true;
  }

  /** Ends the connections of those actors whose calls never return: no other call on them would. */
  void cutOff(List<Lane> lanes) throws SQLException {
    for (Lane lane : lanes) {
      if (lane.isInDatabase()) {
        for (Session session : lane.lent) {
          session.connection.abort(Runnable::run);
        }
        synchronized (opened) {
          opened.removeAll(lane.lent);
        }
        lane.lent.clear();
      }
    }
  }

  /** Ends what application code left open after a run; its actors stand still. */
  void sweep(List<Lane> lanes) throws SQLException {
    synchronized (opened) {
      for (Session session : opened) {
        if (session.open && !session.connection.isClosed()) {
          session.rollback();
        }
        session.ended();
        if (session.keepsLocks && !session.connection.isClosed()) {
          session.keepsLocks = false;
          waits.freeSessionLocks(session.connection);
        }
      }
    }
    for (Lane lane : lanes) {
      for (Session session : lane.lent) {
        if (renew(session)) {
          lane.idle.addLast(session);
        }
      }
      lane.lent.clear();
    }
  }

  /** Opens a connection. */
  interface Connecting {
    Connection open() throws SQLException;
  }

  @Override
  public void close() throws SQLException {
    synchronized (opened) {
      for (Session session : opened) {
        waits.giveBack(session.connection);
      }
      opened.clear();
    }
  }
}
