package dev.overdraft.cli;

import dev.overdraft.storm.StopSignal;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes the first Ctrl-C (SIGINT, or SIGTERM) end the run early instead of the process: the workers
 * stop, what was recorded is judged and printed. The second one ends the process, in order:
 * shutdown hooks stop the server.
 *
 * <p>A shutdown hook alone would not do, since hooks run side by side: the server's own would take
 * it away while the final audit is read. {@code sun.misc.Signal} is reached by reflection, being no
 * part of the platform's API; where it is missing, Ctrl-C simply ends the process.
 */
final class Interrupt {

  private static final int INTERRUPTED = 130;

  private Interrupt() {}

  static void stops(StopSignal stop, Runnable first) {
    var second = new AtomicBoolean();
    for (String signal : new String[] {"INT", "TERM"}) {
      try {
        handle(
            signal,
            () -> {
              if (second.getAndSet(true)) {
                System.exit(INTERRUPTED);
              }
              stop.request();
              first.run();
            });
      } catch (ReflectiveOperationException | IllegalArgumentException unavailable) {
        // The JVM's own handling stays: the process ends, and its shutdown hooks clean up.
        return;
      }
    }
  }

  private static void handle(String name, Runnable action) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object ours =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, args) -> {
              action.run();
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
  }
}
