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
 * behind.
 */
final class SingleWriter implements Surroundings.Writer {

  private static final int QUEUED = 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BlockingQueue<FutureTask<?>> queue = new ArrayBlockingQueue<>(QUEUED);
  private final FutureTask<?> end = new FutureTask<>(() -> {}, true);
  private final Recording recording;
  private final Duration patience;
  private final Thread thread;

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
    return task;
  }

  private void work() {
    try {
      for (FutureTask<?> task = queue.take(); task != end; task = queue.take()) {
        task.run();
      }
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
      thread.interrupt();
    } catch (InterruptedException stopped) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
