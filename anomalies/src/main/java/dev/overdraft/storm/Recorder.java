package dev.overdraft.storm;

import dev.overdraft.history.Event;
import dev.overdraft.history.HistoryWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Takes events from many workers and appends them to a file while they go on.
 *
 * <p><b>Threads.</b> Each worker fills a {@link Lane} of its own, without locks; a full lane is
 * handed over a bounded queue to one thread that writes. <b>Bounds.</b> {@value #LANE_EVENTS}
 * events a lane, {@value #QUEUED_LANES} lanes queued; when the disk cannot keep up, workers wait.
 * Nothing is dropped. <b>Failure.</b> When the file cannot be written any more, the queue is
 * emptied and thrown away so that no worker hangs, {@link #failed()} turns true, and {@link
 * #finish} throws.
 */
public final class Recorder implements AutoCloseable {

  static final int LANE_EVENTS = 128;
  static final int QUEUED_LANES = 256;
  private static final List<Event> END = List.of();

  private final BlockingQueue<List<Event>> queue = new ArrayBlockingQueue<>(QUEUED_LANES);
  private final AtomicReference<IOException> failure = new AtomicReference<>();
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

    private Lane() {}

    /** Adds an event; waits if the disk cannot keep up. */
    public void add(Event event) throws InterruptedException {
      events.add(event);
      if (events.size() >= LANE_EVENTS) {
        handOver();
      }
    }

    /** Hands over what is there, full or not. */
    public void handOver() throws InterruptedException {
      if (!events.isEmpty()) {
        queue.put(events);
        events = new ArrayList<>(LANE_EVENTS);
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

  private void drain() {
    try {
      for (List<Event> events = queue.take(); events != END; events = queue.take()) {
        write(events);
      }
    } catch (InterruptedException stopped) {
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
    } catch (IOException full) {
      failure.set(full);
    }
  }

  /**
   * Waits until everything that was handed over is written; then what the server kept can be added.
   */
  public HistoryWriter finish() throws IOException, InterruptedException {
    queue.put(END);
    thread.join();
    IOException error = failure.get();
    if (error != null) {
      throw error;
    }
    return out;
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    out.close();
  }
}
