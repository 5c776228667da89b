package dev.overdraft.workload.bank;

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
   * One thread's queue. Safe for use by several threads; bounded: giving blocks while it is full.
   */
  interface Writer extends AutoCloseable {
    /** Queues work; the future ends with its result, or with what it threw. */
    <T> Future<T> submit(Callable<T> work) throws InterruptedException;

    /** Finishes what is queued and ends the thread. */
    @Override
    void close();
  }
}
