package dev.overdraft.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A headless browser of our own: a process with an empty profile, which is ended and removed by
 * {@link #close}.
 *
 * <p>Its sandbox is off only where the process runs as root, for whom Chromium has none. It opens
 * files that we have written ourselves and nothing else.
 */
public final class Chromium implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration REMOVAL_PATIENCE = Duration.ofSeconds(5);
  private static final long POLL_MILLIS = 20;

  private final Process process;
  private final Path profile;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private Chromium(Process process, Path profile, int port) {
    this.process = process;
    this.profile = profile;
    this.port = port;
  }

  /** The browser of this machine, if one is on the PATH. */
  public static Optional<Path> find() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(java.io.File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one. */
  public static Chromium start(Path binary) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory("overdraft-browser");
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(
        List.of(
            "--headless",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--remote-debugging-address=127.0.0.1",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile));
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--no-sandbox");
    }
    command.add("about:blank");
    ProcessBuilder browser =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    // What it would leave beside its profile, or in somebody's home, goes with it.
    for (String place : List.of("TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")) {
      browser.environment().put(place, profile.toString());
    }
    Process process = browser.start();
    try {
      return new Chromium(process, profile, port(process, profile));
    } catch (IOException | InterruptedException failed) {
      end(process, profile);
      throw failed;
    }
  }

  /** The port is in a file of the profile as soon as somebody listens there. */
  private static int port(Process process, Path profile) throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < giveUp && process.isAlive()) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (!lines.isEmpty() && !lines.get(0).isBlank()) {
        return Integer.parseInt(lines.get(0).strip());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IOException("the browser did not start; install Debian's package 'chromium'");
  }

  /** A new page of that size, in CSS pixels, with nothing in it yet. */
  public BrowserPage page(int width, int height, boolean dark)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .timeout(PATIENCE)
            .build();
    String target = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return BrowserPage.connect(http, target, width, height, dark);
  }

  /** All that belong to it now, the browser last. */
  List<ProcessHandle> processes() {
    return family(process);
  }

  Path profile() {
    return profile;
  }

  @Override
  public void close() {
    end(process, profile);
  }

  private static List<ProcessHandle> family(Process process) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    return all;
  }

  private static void end(Process process, Path profile) {
    List<ProcessHandle> all = family(process);
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle each : all) {
      await(each);
    }
    remove(profile);
  }

  /** A helper that lives on would make its part of the profile again. */
  private static void await(ProcessHandle process) {
    try {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException resists) {
      process.destroyForcibly();
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** What a process that was not known of adds meanwhile is removed with the rest. */
  private static void remove(Path folder) {
    long giveUp = System.nanoTime() + REMOVAL_PATIENCE.toNanos();
    while (Files.exists(folder) && System.nanoTime() < giveUp) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      } catch (IOException | UncheckedIOException again) {
        Thread.onSpinWait();
      }
    }
  }
}
