package dev.overdraft.strategies.queue;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.ReadThenWrite;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * {@code single-writer-queue} with a second writer, because the first could not keep up: {@code
 * two-writer-queue}.
 *
 * <p>Task queues start as many workers as there are cores unless they are told otherwise, so this
 * is the default and not a mistake that anybody makes. Each worker reads, decides and writes in a
 * transaction, as if it were alone. What was right without locks because there was one, is the
 * naive code again with two. More writers need one queue an account, or locks.
 *
 * @see <a href="https://docs.celeryq.dev/en/stable/userguide/workers.html#concurrency">Celery,
 *     workers: concurrency defaults to the number of CPUs</a>
 */
public final class BrokenTwoWriterQueue extends ReadThenWrite {

  private final List<Surroundings.Writer> writers;

  public BrokenTwoWriterQueue(Surroundings surroundings) {
    super(surroundings.dataSource());
    this.writers =
        List.of(surroundings.singleWriter("worker-1"), surroundings.singleWriter("worker-2"));
  }

  @Override
  protected Receipt run(Operation operation, Work work) throws Exception {
    int worker = (int) (operation.id() % writers.size());
    return Replies.await(writers.get(worker).submit(() -> transaction(work)));
  }

  @Override
  protected Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException {
    return readEach(tx, ids, "select balance from account where id = ?");
  }

  @Override
  public void close() {
    writers.forEach(Surroundings.Writer::close);
  }
}
