package dev.overdraft.strategies;

import static dev.overdraft.check.Anomaly.CONSERVATION;
import static dev.overdraft.check.Anomaly.EXACTLY_ONCE;
import static dev.overdraft.check.Anomaly.NO_NEGATIVE_BALANCE;

import dev.overdraft.strategies.queue.BrokenQueueAtLeastOnce;
import dev.overdraft.strategies.queue.BrokenQueueAtMostOnce;
import dev.overdraft.strategies.queue.BrokenQueueCheckOnRead;
import dev.overdraft.strategies.queue.BrokenTwoWriterQueue;
import dev.overdraft.strategies.queue.ConditionActionQueue;
import dev.overdraft.strategies.queue.JobTableSkipLocked;
import dev.overdraft.strategies.queue.SingleWriterQueue;
import dev.overdraft.strategies.redis.BrokenQueueRedisAtLeastOnce;
import dev.overdraft.strategies.redis.BrokenQueueRedisAtMostOnce;
import dev.overdraft.strategies.redis.SingleWriterQueueRedis;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.List;
import java.util.Set;

/** One after the other. */
final class QueueStrategies {

  static final List<BankStrategy> ALL =
      List.of(
          BankStrategy.good(
                  "single-writer-queue",
                  "queue",
                  "one thread does all the writing, one operation after the other",
                  "naive-read-modify-write",
                  SingleWriterQueue.class,
                  SingleWriterQueue::new)
              .inCore(),
          BankStrategy.good(
              "condition-action-queue",
              "queue",
              "queues conditions and actions, and one writer evaluates them when their turn comes",
              "queue-check-on-read",
              ConditionActionQueue.class,
              ConditionActionQueue::new),
          BankStrategy.broken(
              "queue-check-on-read",
              "queue",
              "checks when a request comes in, and queues a debit that nobody checks again",
              "condition-action-queue",
              Claims.always(Set.of(NO_NEGATIVE_BALANCE), Set.of()),
              BrokenQueueCheckOnRead.class,
              BrokenQueueCheckOnRead::new),
          BankStrategy.broken(
              "two-writer-queue",
              "queue",
              "the single writer's code with two writers",
              "single-writer-queue",
              Claims.belowSnapshot(Claims.LOST),
              BrokenTwoWriterQueue.class,
              BrokenTwoWriterQueue::new),
          BankStrategy.good(
                  "job-table-skip-locked",
                  "queue",
                  "jobs in a table: claim, work and done in one transaction, which a crash undoes",
                  "queue-at-least-once",
                  JobTableSkipLocked.class,
                  JobTableSkipLocked::new)
              .needing(JobTableSkipLocked.NEEDS),
          BankStrategy.broken(
                  "queue-at-most-once",
                  "queue",
                  "takes the job off the queue, then works: a crash in between loses it",
                  "job-table-skip-locked",
                  Claims.always(Set.of(EXACTLY_ONCE, CONSERVATION), Set.of()),
                  BrokenQueueAtMostOnce.class,
                  BrokenQueueAtMostOnce::new)
              .needing(BrokenQueueAtMostOnce.NEEDS)
              .shown(BankStrategy.Shown.BY_STORM),
          BankStrategy.broken(
                  "queue-at-least-once",
                  "queue",
                  "works, then takes the job off the queue: after a crash in between it is done"
                      + " again",
                  "job-table-skip-locked",
                  Claims.always(Set.of(EXACTLY_ONCE, CONSERVATION), Set.of()),
                  BrokenQueueAtLeastOnce.class,
                  BrokenQueueAtLeastOnce::new)
              .needing(BrokenQueueAtLeastOnce.NEEDS)
              .shown(BankStrategy.Shown.BY_STORM),
          BankStrategy.good(
                  "single-writer-queue-redis",
                  "queue",
                  "one consumer of a Redis list does all the writing, and notes what it has done",
                  "queue-redis-at-least-once",
                  SingleWriterQueueRedis.class,
                  SingleWriterQueueRedis::open)
              .needing(SingleWriterQueueRedis.NEEDS)
              .shown(BankStrategy.Shown.BY_STORM_ALONE),
          BankStrategy.broken(
                  "queue-redis-at-most-once",
                  "queue",
                  "LPUSH and BRPOP: a crash between the pop and the commit loses the operation",
                  "single-writer-queue-redis",
                  Claims.always(Set.of(EXACTLY_ONCE, CONSERVATION), Set.of()),
                  BrokenQueueRedisAtMostOnce.class,
                  BrokenQueueRedisAtMostOnce::open)
              .shown(BankStrategy.Shown.BY_STORM_ALONE),
          BankStrategy.broken(
                  "queue-redis-at-least-once",
                  "queue",
                  "a reliable Redis list whose consumer does not notice what it has done before",
                  "single-writer-queue-redis",
                  Claims.always(Set.of(EXACTLY_ONCE, CONSERVATION), Set.of()),
                  BrokenQueueRedisAtLeastOnce.class,
                  BrokenQueueRedisAtLeastOnce::open)
              .shown(BankStrategy.Shown.BY_STORM_ALONE));

  private QueueStrategies() {}
}
