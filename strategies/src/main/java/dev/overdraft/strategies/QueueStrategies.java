package dev.overdraft.strategies;

import dev.overdraft.strategies.queue.SingleWriterQueue;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.List;

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
              .inCore());

  private QueueStrategies() {}
}
