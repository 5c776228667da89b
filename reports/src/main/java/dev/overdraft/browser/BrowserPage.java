package dev.overdraft.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One page of a {@link Chromium}: opened, asked by script, photographed. Used by one thread;
 * answers arrive on the connection's own.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
public final class BrowserPage implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 180;

  private final Inbox inbox = new Inbox();
  private final AtomicInteger number = new AtomicInteger();
  private final HttpClient http;
  private final URI closing;
  private final WebSocket socket;

  private BrowserPage(HttpClient http, URI address) {
    this.http = http;
    String path = address.getPath();
    this.closing =
        URI.create(
            "http://%s/json/close/%s"
                .formatted(address.getAuthority(), path.substring(path.lastIndexOf('/') + 1)));
    this.socket = http.newWebSocketBuilder().buildAsync(address, inbox).join();
  }

  static BrowserPage connect(HttpClient http, String target, int width, int height, boolean dark)
      throws IOException {
    URI address = URI.create(JSON.readTree(target).path("webSocketDebuggerUrl").asText());
    var page = new BrowserPage(http, address);
    page.send("Page.enable", Map.of());
    page.send("Runtime.enable", Map.of());
    page.send("Log.enable", Map.of());
    page.resize(width, height);
    List<Map<String, String>> features =
        List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"));
    page.send("Emulation.setEmulatedMedia", Map.of("features", features));
    return page;
  }

  /** Gives the page another size. */
  public void resize(int width, int height) throws IOException {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Opens an address and waits until it is loaded; returns how long that took. */
  public double open(URI address) throws IOException {
    inbox.problems.clear();
    inbox.loaded = new CompletableFuture<>();
    long began = System.nanoTime();
    send("Page.navigate", Map.of("url", address.toString()));
    await(inbox.loaded, "loading " + address);
    return (System.nanoTime() - began) / 1e6;
  }

  /** The value of an expression, awaited if it is a promise. */
  public JsonNode evaluate(String expression) throws IOException {
    JsonNode answer =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IOException("the script failed: " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Errors and warnings of the console, and exceptions, since the page was opened. */
  public List<String> problems() {
    return List.copyOf(inbox.problems);
  }

  /** What is on the screen, as a PNG. */
  public void photograph(Path file) throws IOException {
    JsonNode answer = send("Page.captureScreenshot", Map.of("format", "png"));
    Files.write(file, Base64.getDecoder().decode(answer.path("data").asText()));
  }

  private JsonNode send(String method, Map<String, ?> parameters) throws IOException {
    int id = number.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    inbox.answers.put(id, answer);
    socket.sendText(message.toString(), true).join();
    JsonNode node = await(answer, method);
    if (node.has("error")) {
      throw new IOException(method + ": " + node.path("error").path("message").asText());
    }
    return node.path("result");
  }

  private static <T> T await(CompletableFuture<T> answer, String what) throws IOException {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(what + " was interrupted", stopped);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IOException(what + ": the browser did not answer", failed);
    }
  }

  /** Closes the tab as well: it would go on for as long as its browser. */
  @Override
  public void close() {
    socket.abort();
    var request =
        HttpRequest.newBuilder(closing).timeout(Duration.ofSeconds(PATIENCE_SECONDS)).build();
    try {
      http.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException browserIsGone) {
      // And its tabs with it.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the browser says, put together from its parts. */
  private static final class Inbox implements WebSocket.Listener {
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private volatile CompletableFuture<Boolean> loaded = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        accept(part.toString());
        part.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, data, last);
    }

    private void accept(String text) {
      try {
        JsonNode node = JSON.readTree(text);
        CompletableFuture<JsonNode> asked =
            node.has("id") ? answers.remove(node.path("id").asInt()) : null;
        if (asked != null) {
          asked.complete(node);
        } else {
          event(node.path("method").asText(), node.path("params"));
        }
      } catch (IOException broken) {
        problems.add("unreadable: " + broken.getMessage());
      }
    }

    private void event(String method, JsonNode params) {
      switch (method) {
        case "Page.loadEventFired" -> loaded.complete(true);
        case "Runtime.exceptionThrown" -> problems.add(params.path("exceptionDetails").toString());
        case "Runtime.consoleAPICalled" -> {
          if (params.path("type").asText().matches("error|warning|assert")) {
            problems.add(params.path("args").toString());
          }
        }
        case "Log.entryAdded" -> {
          if (params.path("entry").path("level").asText().matches("error|warning")) {
            problems.add(params.path("entry").toString());
          }
        }
        default -> {
          // The rest is of no concern here.
        }
      }
    }
  }
}
