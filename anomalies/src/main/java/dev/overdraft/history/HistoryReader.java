package dev.overdraft.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link HistoryWriter} wrote, also the prefix that a crashed run left: a last line that
 * breaks off is dropped, a broken line in the middle is an error that names it.
 */
public final class HistoryReader {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Map<Integer, String> statements = new HashMap<>();
  private final Map<Long, Long> opening = new HashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final Map<Long, RowVersion> accounts = new HashMap<>();
  private boolean complete;

  private HistoryReader() {}

  /** The history in {@code file}. */
  public static History read(Path file) throws IOException {
    // Not Files.newBufferedReader: it throws where a line breaks off within a character.
    try (var lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      return read(lines);
    }
  }

  /** The history in {@code lines}, one JSON object a line; blank lines are passed over. */
  public static History read(BufferedReader lines) throws IOException {
    var reader = new HistoryReader();
    long number = 0;
    for (String line = lines.readLine(); line != null; ) {
      number++;
      String next = lines.readLine();
      reader.accept(line, number, next == null);
      line = next;
    }
    return new History(
        reader.opening,
        reader.events,
        reader.ledger,
        reader.complete ? Optional.of(reader.accounts) : Optional.empty());
  }

  private void accept(String line, long number, boolean last) throws HistoryFormatException {
    if (line.isBlank()) {
      return;
    }
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException broken) {
      if (last) {
        return;
      }
      throw new HistoryFormatException(number, "not a JSON object: " + broken.getOriginalMessage());
    }
    try {
      line(node);
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      throw new HistoryFormatException(number, String.valueOf(wrong.getMessage()));
    }
  }

  private void line(JsonNode node) {
    String type = text(node, "type");
    switch (type) {
      case "opening" -> opening.putAll(balances(node));
      case "statement" ->
          statements.put(Math.toIntExact(number(node, "statement")), text(node, "sql"));
      case "invoke" ->
          events.add(new Event.Invocation(number(node, "time"), process(node), operation(node)));
      case "ok" -> events.add(completion(node, Outcome.OK));
      case "fail" -> events.add(completion(node, Outcome.FAIL));
      case "info" -> events.add(completion(node, Outcome.INFO));
      case "ledger" -> ledger.add(entry(node));
      case "account" -> {
        RowVersion row =
            new RowVersion(
                number(node, "account"),
                number(node, "revision"),
                number(node, "writer"),
                number(node, "cents"));
        accounts.put(row.account(), row);
      }
      case "end" -> end(number(node, "accounts"));
      default -> throw new IllegalArgumentException("unknown type '" + type + "'");
    }
  }

  private void end(long announced) {
    if (announced != accounts.size()) {
      throw new IllegalArgumentException(
          "%d final rows announced, %d there".formatted(announced, accounts.size()));
    }
    complete = true;
  }

  private static Operation operation(JsonNode node) {
    long id = number(node, "op");
    String f = text(node, "f");
    if (f.equals("audit")) {
      return new Operation.Audit(id);
    }
    JsonNode value = field(node, "value");
    long cents = number(value, "amount");
    return switch (f) {
      case "transfer" ->
          new Operation.Transfer(id, number(value, "from"), number(value, "to"), cents);
      case "withdraw" -> new Operation.Withdraw(id, number(value, "account"), cents);
      case "deposit" -> new Operation.Deposit(id, number(value, "account"), cents);
      default -> throw new IllegalArgumentException("unknown function '" + f + "'");
    };
  }

  private Event.Completion completion(JsonNode node, Outcome outcome) {
    List<String> aborts = new ArrayList<>();
    node.path("aborts").forEach(state -> aborts.add(state.asText()));
    List<Access> accesses = new ArrayList<>();
    node.path("accesses").forEach(access -> accesses.add(access(access)));
    return new Event.Completion(
        number(node, "time"),
        process(node),
        number(node, "op"),
        outcome,
        node.path("acknowledged").asBoolean(),
        node.path("reason").asText(""),
        node.path("attempts").asInt(1),
        aborts,
        accesses,
        node.has("value") ? balances(node) : Map.of());
  }

  private Access access(JsonNode node) {
    if (!node.isArray() || node.size() != 7) {
      throw new IllegalArgumentException("an access is an array of 7, this one " + node);
    }
    int statement = Math.toIntExact(whole(node.get(1), "statement"));
    @Nullable String sql = statements.get(statement);
    if (sql == null) {
      throw new IllegalArgumentException("statement " + statement + " was never declared");
    }
    Access.Kind kind =
        switch (node.get(0).asText()) {
          case "r" -> Access.Kind.READ;
          case "w" -> Access.Kind.WRITE;
          default -> throw new IllegalArgumentException("an access is r or w, this one " + node);
        };
    return new Access(kind, version(node, 3), whole(node.get(2), "time"), sql);
  }

  private static LedgerEntry entry(JsonNode node) {
    List<RowVersion> versions = new ArrayList<>();
    node.path("versions").forEach(v -> versions.add(version(v, 0)));
    return new LedgerEntry(
        number(node, "sequence"),
        number(node, "writer"),
        number(node, "transaction"),
        node.has("connection") ? number(node, "connection") : 0,
        versions);
  }

  private static RowVersion version(JsonNode array, int at) {
    if (!array.isArray() || array.size() != at + 4) {
      throw new IllegalArgumentException("a row version has 4 numbers");
    }
    return new RowVersion(
        whole(array.get(at), "account"),
        whole(array.get(at + 1), "revision"),
        whole(array.get(at + 2), "writer"),
        whole(array.get(at + 3), "cents"));
  }

  private static Map<Long, Long> balances(JsonNode node) {
    Map<Long, Long> cents = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : field(node, "value").properties()) {
      cents.put(Long.parseLong(field.getKey()), whole(field.getValue(), "cents"));
    }
    return cents;
  }

  private static int process(JsonNode node) {
    return Math.toIntExact(number(node, "process"));
  }

  private static long number(JsonNode node, String name) {
    return whole(field(node, name), name);
  }

  private static long whole(JsonNode value, String name) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("'" + name + "' is not a whole number of 64 bits");
    }
    return value.asLong();
  }

  private static String text(JsonNode node, String name) {
    return field(node, name).asText();
  }

  private static JsonNode field(JsonNode node, String name) {
    @Nullable JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return value;
  }
}
