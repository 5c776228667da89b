package dev.overdraft.explore.step;

import dev.overdraft.history.Isolation;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One actor's thread and the gate before each of its steps.
 *
 * <p><b>Threads.</b> Two: the actor's, which runs application code, and whoever schedules, which is
 * the scheduling thread or another actor that has the {@link Baton}. {@code state} is the
 * hand-over: whoever writes it has written everything else before, so plain fields need no lock.
 * The actor moves RUNNING → AT_GATE → (released) IN_DATABASE → RUNNING … → DONE; whoever schedules
 * only ever moves AT_GATE → IN_DATABASE and DONE → RUNNING.
 *
 * <p><b>Bounds.</b> A parked actor waits for its scheduler without a time limit: the scheduler
 * always either releases or abandons it.
 */
final class Lane {

  /** Where the actor is. */
  enum State {
    RUNNING,
    AT_GATE,
    IN_DATABASE,
    DONE,
    CLOSED
  }

  /** A JDBC call, with the tape on which to take down its answer. */
  interface Call<T> {
    T run(Tape answer) throws SQLException;
  }

  final int index;
  final Thread thread;
  private final String name;
  private final Stepping stepping;
  private final Baton baton;
  private volatile State state = State.DONE;
  private volatile boolean abandoned;
  private @Nullable Thread scheduler;
  private @Nullable Course course;
  private long ticket;

  private Actor.@Nullable Work work;
  private Ending ending = new Ending.Unfinished();
  private @Nullable Step pending;
  private Tape tape = new Tape();
  private int sharpen;
  private int steps;
  private int transactions;

  /** Sessions that this actor has given back. */
  final Deque<Session> idle = new ArrayDeque<>();

  /** Sessions that it has not. */
  final Set<Session> lent = new LinkedHashSet<>();

  Lane(int index, String name, Stepping stepping, Baton baton) {
    this.index = index;
    this.name = name;
    this.stepping = stepping;
    this.baton = baton;
    this.thread = new Thread(this::loop, "overdraft-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  // ---- the scheduler's side ----

  State state() {
    return state;
  }

  String name() {
    return name;
  }

  /** Gets ready for a run; {@link #release} begins it. */
  void prepare(Actor.Work task, Thread owner) {
    work = task;
    scheduler = owner;
    course = null;
    ticket = 0;
    ending = new Ending.Unfinished();
    pending = null;
    steps = 0;
    transactions = 0;
    abandoned = false;
  }

  /** Whether the actor computes no longer. */
  boolean hasArrived() {
    return state != State.RUNNING;
  }

  /** Whether its call has not returned. */
  boolean isInDatabase() {
    return state == State.IN_DATABASE;
  }

  Optional<Step> pending() {
    return Optional.ofNullable(pending);
  }

  Tape tape() {
    return tape;
  }

  Ending ending() {
    return ending;
  }

  int steps() {
    return steps;
  }

  /**
   * Lets the actor go; the scheduling thread watches it.
   *
   * @param sharpened see {@link LockWaits#sharpen}; 0 for not at all
   */
  void release(State next, int sharpened) {
    sharpen = sharpened;
    ticket = 0;
    state = next;
    wake();
  }

  /** Lets the actor go with the baton, when it is woken. */
  void release(Course within, long withTicket, State next, int sharpened) {
    sharpen = sharpened;
    course = within;
    ticket = withTicket;
    state = next;
  }

  /** Its thread, if it is another than this one, looks at the state. */
  void wake() {
    if (Thread.currentThread() != thread) {
      LockSupport.unpark(thread);
    }
  }

  /** From now on statements throw and everything else passes; the actor is let go. */
  void abandon() {
    abandoned = true;
    if (state == State.AT_GATE) {
      release(State.IN_DATABASE, 0);
    }
  }

  /** Whether its run is given up, or was, until it is prepared for the next. */
  boolean isAbandoned() {
    return abandoned;
  }

  void close() {
    state = State.CLOSED;
    LockSupport.unpark(thread);
  }

  // ---- the actor's side ----

  private void loop() {
    stepping.enter(this);
    while (true) {
      standBy();
      if (state == State.CLOSED) {
        return;
      }
      ending = work();
      // An unwound actor may have been interrupted; the next run is not concerned.
      boolean interrupted = Thread.interrupted();
      if (interrupted && !abandoned) {
        ending = new Ending.Threw(new InterruptedException("left its thread interrupted"));
      }
      arrive(State.DONE);
    }
  }

  /** Until the next run; an interrupt that comes after the end it was to hasten is not heard. */
  private void standBy() {
    while (state == State.DONE) {
      LockSupport.park(this);
      Thread.interrupted();
    }
    Thread.interrupted();
  }

  private Ending work() {
    Actor.Work task = work;
    if (task == null) {
      return new Ending.Unfinished();
    }
    try {
      Object value = task.run();
      return new Ending.Returned(value == null ? "" : Values.text(value));
    } catch (Abandoned givenUp) {
      return new Ending.Unfinished();
    } catch (Throwable thrown) {
      // Whatever application code throws is a result; the oracles judge it.
      return abandoned ? new Ending.Unfinished() : new Ending.Threw(thrown);
    }
  }

  /** Moves on; and where that is the end of its way, makes the next decision if it may. */
  private void arrive(State next) {
    long mine = ticket;
    Course within = course;
    state = next;
    if (next == State.RUNNING) {
      if (mine == 0 || !baton.isWith(mine)) {
        LockSupport.unpark(scheduler);
      }
    } else if (within != null && mine != 0 && baton.take(mine)) {
      within.goOn();
    } else {
      LockSupport.unpark(scheduler);
    }
  }

  /** Parks before a step until the scheduler lets it go, then makes the call. */
  <T> T step(Step.Kind kind, String sql, List<String> binds, Session session, Call<T> call)
      throws SQLException {
    if (abandoned) {
      if (kind == Step.Kind.STATEMENT) {
        throw new Abandoned();
      }
      return call.run(new Tape());
    }
    boolean alone = kind == Step.Kind.STATEMENT && session.connection.getAutoCommit();
    gate(describe(kind, sql, binds, session, alone));
    var answer = new Tape();
    tape = answer;
    try {
      if (abandoned && kind == Step.Kind.STATEMENT) {
        throw new Abandoned();
      }
      if (sharpen > 0 && session.open && !session.failed && !alone) {
        stepping.waits().sharpen(session.connection, sharpen);
      }
      session.open |= !alone;
      T result = call.run(answer);
      answer.done();
      return result;
    } catch (SQLException error) {
      session.failed = true;
      answer.failed(error);
      throw error;
    } finally {
      arrive(State.RUNNING);
    }
  }

  private Step describe(
      Step.Kind kind, String sql, List<String> binds, Session session, boolean alone) {
    boolean first = !session.open;
    if (first) {
      session.transaction = transactions++;
    }
    stepping.owns(index, session);
    Isolation level = session.level;
    String source = stepping.describing() ? ApplicationLine.here() : "";
    return new Step(
        index,
        steps++,
        kind,
        sql,
        binds,
        session.id,
        session.transaction,
        level,
        first,
        alone,
        source);
  }

  private void gate(Step step) {
    pending = step;
    arrive(State.AT_GATE);
    while (state == State.AT_GATE) {
      LockSupport.park(this);
    }
  }

  /** Ends the run: this actor does something that cannot be stepped. */
  Abandoned refuse(String why) {
    stepping.refuse(why);
    return new Abandoned();
  }
}
