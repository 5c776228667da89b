package dev.overdraft.workload.bank;

import dev.overdraft.history.Operation;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * What a strategy is given to work with. It opens no connection and starts no thread of its own, so
 * that what it does can be seen from outside.
 */
public interface Surroundings {

  /**
   * Connections to the bank's schema, at the isolation level under test; autocommit is on, as JDBC
   * has it.
   */
  DataSource dataSource();

  /**
   * A thread that carries out one piece of work after the other, in the order in which they are
   * given to it.
   */
  Writer singleWriter(String name);

  /**
   * A lock in the memory of one process: whoever asks for the same name gets the same lock. Where
   * schedules are explored, taking it is a step.
   */
  JvmLock jvmLock(String name);

  /**
   * A place at which the process may die: it throws a {@link Crash} if the plan, which the run's
   * seed decides, says so for this operation; once only, so that a restarted process gets by.
   */
  default void mayCrash(String point, Operation operation) {}

  /**
   * Carries out work that is {@code operation}'s, whoever does it and whether or not its client
   * still waits: a job that was stored, a message that is delivered again.
   */
  default <T> T onBehalfOf(Operation operation, Callable<T> work) throws Exception {
    return work.call();
  }

  /** Carries out housekeeping that is no operation's: looking for the next job. */
  default <T> T onNobodysBehalf(Callable<T> work) throws Exception {
    return work.call();
  }

  /**
   * Lets a request arrive the way impatient clients send it: twice, at the same time. The answer is
   * that to the first. Where schedules are explored it arrives once, since there two clients send
   * the same request.
   */
  default Receipt twice(Callable<Receipt> request) throws Exception {
    return request.call();
  }

  /**
   * One thread's queue. Safe for use by several threads; bounded: giving blocks while it is full.
   */
  interface Writer extends AutoCloseable {
    /** Queues work; the future ends with its result, or with what it threw. */
    <T> Future<T> submit(Callable<T> work) throws InterruptedException;

    /** Finishes what is queued and ends the thread. */
    @Override
    void close();
  }

  /** A lock that is one process's own. */
  interface JvmLock {
    /** Waits until it is free and takes it; closing gives it back, on the same thread. */
    Held take() throws Exception;
  }

  /** A lock that was taken. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }
}
