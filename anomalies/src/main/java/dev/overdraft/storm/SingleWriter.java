package dev.overdraft.storm;

import dev.overdraft.recording.Recording;
import dev.overdraft.workload.bank.Surroundings;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * One thread that works through a bounded queue. Each piece of work runs on behalf of the operation
 * whose thread gave it, so that what it does is recorded as that operation's.
 *
 * <p>Closing waits a bounded time for what is queued; work that hangs is then interrupted and left
 * behind, and what is queued behind it, or comes later, is cancelled: nobody waits for it for ever.
 */
final class SingleWriter implements Surroundings.Writer {

  private static final int QUEUED = 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BlockingQueue<FutureTask<?>> queue = new ArrayBlockingQueue<>(QUEUED);
  private final FutureTask<?> end = new FutureTask<>(() -> {}, true);
  private final Recording recording;
  private final Duration patience;
  private final Thread thread;
  private volatile boolean closed;

  SingleWriter(String name, Recording recording) {
    this(name, recording, PATIENCE);
  }

  SingleWriter(String name, Recording recording, Duration patience) {
    this.recording = recording;
    this.patience = patience;
    thread = new Thread(this::work, "overdraft-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public <T> Future<T> submit(Callable<T> work) throws InterruptedException {
    FutureTask<T> task = new FutureTask<>(recording.carry(work));
    queue.put(task);
    if (closed) {
      cancelWhatIsLeft();
    }
    return task;
  }

  private void work() {
    try {
      FutureTask<?> task = queue.take();
      while (task != end && !closed) {
        task.run();
        task = queue.take();
      }
      task.cancel(false);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      if (queue.offer(end, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.join(patience.toMillis());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      thread.interrupt();
      cancelWhatIsLeft();
    }
  }

  private void cancelWhatIsLeft() {
    for (FutureTask<?> left = queue.poll(); left != null; left = queue.poll()) {
      left.cancel(false);
    }
  }
}
