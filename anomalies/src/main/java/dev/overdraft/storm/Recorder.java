package dev.overdraft.storm;

import dev.overdraft.history.Event;
import dev.overdraft.history.HistoryWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Takes events from many workers and appends them to a file while they go on.
 *
 * <p><b>Threads.</b> Each worker fills a {@link Lane} of its own, without locks; a lane that is
 * full, or whose first event is {@value #LANE_MILLIS} ms old when the next one comes, is handed
 * over a bounded queue to one thread that writes. The file belongs to that thread until it has
 * ended, then to whoever finishes or closes. <b>Bounds.</b> {@value #LANE_EVENTS} events a lane,
 * {@value #QUEUED_LANES} lanes queued; when the disk cannot keep up, workers wait. Nothing is
 * dropped. <b>Failure.</b> Whatever keeps the file from being written ends the recording: from then
 * on the queue is emptied and thrown away so that no worker hangs, {@link #failed()} is true, and
 * {@link #finish} throws.
 */
public final class Recorder implements AutoCloseable {

  static final int LANE_EVENTS = 128;
  static final int LANE_MILLIS = 200;
  static final int QUEUED_LANES = 256;
  private static final List<Event> END = List.of();
  private static final long LANE_NANOS = TimeUnit.MILLISECONDS.toNanos(LANE_MILLIS);
  private static final long AGAIN_MILLIS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BlockingQueue<List<Event>> queue = new ArrayBlockingQueue<>(QUEUED_LANES);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final LongSupplier nanoTime;
  private final HistoryWriter out;
  private final Thread thread;

  /** Records into {@code file}, which must not exist. */
  public Recorder(Path file, Map<Long, Long> opening) throws IOException {
    this(
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16),
        opening);
  }

  Recorder(OutputStream stream, Map<Long, Long> opening) throws IOException {
    this(stream, opening, System::nanoTime);
  }

  Recorder(OutputStream stream, Map<Long, Long> opening, LongSupplier nanoTime) throws IOException {
    this.nanoTime = nanoTime;
    out = new HistoryWriter(stream);
    out.opening(opening);
    out.flush();
    thread = new Thread(this::drain, "overdraft-recorder");
    thread.setDaemon(true);
    thread.start();
  }

  /** One worker's buffer; confined to its thread. */
  public final class Lane {
    private List<Event> events = new ArrayList<>(LANE_EVENTS);
    private long sinceNanos;

    private Lane() {}

    /** Adds an event; waits if the disk cannot keep up. */
    public void add(Event event) throws InterruptedException {
      long now = nanoTime.getAsLong();
      if (events.isEmpty()) {
        sinceNanos = now;
      }
      events.add(event);
      if (events.size() >= LANE_EVENTS || now - sinceNanos > LANE_NANOS) {
        handOver();
      }
    }

    /** Hands over what is there, full or not. */
    public void handOver() throws InterruptedException {
      if (!events.isEmpty()) {
        put(events);
        events = new ArrayList<>(LANE_EVENTS);
      }
    }

    /** Hands over the rest, even on a thread that has been told to stop. */
    void end() {
      boolean interrupted = Thread.interrupted();
      while (!events.isEmpty()) {
        try {
          handOver();
        } catch (InterruptedException stopped) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A new buffer for one worker. */
  public Lane lane() {
    return new Lane();
  }

  /** Whether the file could not be written; the run should stop. */
  public boolean failed() {
    return failure.get() != null;
  }

  /** Waits for room, but not for a writer that is no more. */
  private void put(List<Event> events) throws InterruptedException {
    while (!queue.offer(events, AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
      if (!thread.isAlive()) {
        return;
      }
    }
  }

  private void drain() {
    try {
      for (List<Event> events = queue.take(); events != END; events = queue.take()) {
        write(events);
      }
    } catch (InterruptedException stopped) {
      failure.compareAndSet(null, stopped);
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<Event> events) {
    if (failed()) {
      return;
    }
    try {
      for (Event event : events) {
        out.event(event);
      }
      if (queue.isEmpty()) {
        out.flush();
      }
    } catch (IOException | RuntimeException | Error broken) {
      failure.set(broken);
    }
  }

  /**
   * Waits until everything that was handed over is written; then what the server kept can be added.
   *
   * @throws IOException if the file could not be written
   * @throws StormException if the recording ended for another reason
   */
  public HistoryWriter finish() throws IOException, InterruptedException, StormException {
    put(END);
    thread.join();
    Throwable broken = failure.get();
    if (broken instanceof IOException full) {
      throw full;
    }
    if (broken != null) {
      throw new StormException("the recording broke off: " + broken, broken);
    }
    return out;
  }

  /**
   * Writes what was handed over, then closes the file.
   *
   * @throws IOException also if the file takes so long that it is left as it is: two threads must
   *     not write to it
   */
  @Override
  public void close() throws IOException {
    if (!ended()) {
      throw new IOException("the history is still being written; it is left as it is");
    }
    out.close();
  }

  /** Tells the writing thread to end, and returns whether it did. Uninterruptible; bounded. */
  private boolean ended() {
    boolean interrupted = Thread.interrupted();
    boolean told = false;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (thread.isAlive() && System.nanoTime() - deadline < 0) {
      try {
        told = told || queue.offer(END, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        thread.join(AGAIN_MILLIS);
      } catch (InterruptedException stopped) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
