package dev.overdraft.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryFileTest {

  private static final Map<Long, Long> OPENING = Map.of(1L, 100L, 2L, 200L);
  private static final RowVersion READ = new RowVersion(1, 0, Writer.OPENING, 100);
  private static final RowVersion ONE = new RowVersion(1, 1, Writer.of(0, 2), 70);
  private static final RowVersion TWO = new RowVersion(2, 1, Writer.of(0, 2), 230);
  private static final List<Event> EVENTS =
      List.of(
          new Event.Invocation(10, 0, new Operation.Transfer(0, 1, 2, 30)),
          new Event.Invocation(11, 1, new Operation.Withdraw(1, 1, 7)),
          new Event.Completion(
              20,
              0,
              0,
              Outcome.OK,
              true,
              "",
              2,
              List.of("40001"),
              List.of(
                  new Access(Access.Kind.READ, READ, 12, "select … for \"update\""),
                  new Access(Access.Kind.WRITE, ONE, 13, "update account"),
                  new Access(Access.Kind.WRITE, TWO, 14, "update account")),
              Map.of()),
          new Event.Completion(
              21, 1, 1, Outcome.FAIL, false, "größer → als", 1, List.of(), List.of(), Map.of()),
          new Event.Invocation(22, 0, new Operation.Audit(2)),
          new Event.Completion(
              23, 0, 2, Outcome.OK, true, "", 1, List.of(), List.of(), Map.of(1L, 70L, 2L, 230L)),
          new Event.Invocation(24, 1, new Operation.Deposit(3, 2, 5)),
          new Event.Completion(
              25, 1, 3, Outcome.INFO, false, "lost", 1, List.of(), List.of(), Map.of()),
          new Event.Invocation(26, 9, new Operation.Deposit(4, 2, 5)));
  private static final LedgerEntry ENTRY =
      new LedgerEntry(1, Writer.of(0, 2), 771, 4711, List.of(ONE, TWO));

  @TempDir private Path directory;

  @Test
  void read_whatWasWritten_isTheSame() throws IOException {
    History read = read(written());
    History meant =
        new History(OPENING, EVENTS, List.of(ENTRY), Optional.of(Map.of(1L, ONE, 2L, TWO)));
    assertThat(read.opening()).isEqualTo(meant.opening());
    assertThat(read.executions()).isEqualTo(meant.executions());
    assertThat(read.ledger()).isEqualTo(meant.ledger());
    assertThat(read.closing()).isEqualTo(meant.closing());
    assertThat(read.faults()).isEmpty();
  }

  @Test
  void write_sqlOfManyAccesses_oneStatementLine() throws IOException {
    assertThat(written().lines().filter(l -> l.contains("\"type\":\"statement\""))).hasSize(2);
  }

  @Test
  void read_cutAnywhere_isAPrefix() throws IOException {
    byte[] whole = written().getBytes(StandardCharsets.UTF_8);
    Path file = directory.resolve("history.jsonl");
    int before = 0;
    for (int length = 0; length < whole.length - 2; length += 3) {
      Files.write(file, Arrays.copyOf(whole, length));
      History prefix = HistoryReader.read(file);
      assertThat(prefix.closing()).as("cut at %d", length).isEmpty();
      assertThat(prefix.executions().size()).isGreaterThanOrEqualTo(before);
      before = prefix.executions().size();
    }
    assertThat(before).isEqualTo(5);
  }

  @Test
  void flush_everyLine_leavesBlankLinesThatAreReadOver() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var writer = new HistoryWriter(bytes)) {
      writer.opening(OPENING);
      writer.flush();
      for (Event event : EVENTS) {
        writer.event(event);
        writer.flush();
      }
      assertThat(read(bytes.toString(StandardCharsets.UTF_8)).executions()).hasSize(5);
    }
  }

  @Test
  void close_twice_writesOnce() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var writer = new HistoryWriter(bytes);
    writer.opening(OPENING);
    writer.close();
    int size = bytes.size();
    writer.close();
    assertThat(bytes.size()).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"inv|not a JSON object",
        "7|'type' is missing",
        "{\"typ\":\"ok\"}|'type' is missing",
        "{\"type\":\"maybe\"}|unknown type 'maybe'",
        "{\"type\":\"end\",\"accounts\":3}|3 final rows announced, 0 there",
        "{\"type\":\"end\",\"accounts\":0} {\"type\":\"x\"}|not a JSON object",
        "{\"type\":\"opening\",\"value\":{\"x\":1}}|For input string: \"x\"",
        "{\"type\":\"opening\",\"value\":{\"1\":\"x\"}}|'cents' is not a whole number",
        "{\"type\":\"invoke\",\"time\":1.5}|'time' is not a whole number",
        "{\"type\":\"invoke\",\"time\":99999999999999999999}|'time' is not a whole number",
        "{\"type\":\"invoke\",\"time\":1,\"process\":99999999999}|integer overflow",
        "{\"type\":\"invoke\",\"time\":1,\"process\":0,\"op\":1,\"f\":\"pay\",\"value\":{\"amount\":1}}|unknown"
            + " function 'pay'",
        "{\"type\":\"invoke\",\"time\":1,\"process\":0,\"op\":-1,\"f\":\"audit\"}|an operation's id"
            + " is never negative",
        "{\"type\":\"invoke\",\"time\":1,\"process\":0,\"op\":1,\"f\":\"deposit\",\"value\":{\"account\":1,\"amount\":0}}|an"
            + " amount is positive",
        "{\"type\":\"ok\",\"time\":1,\"process\":0,\"op\":1,\"accesses\":[[\"r\",0,1,1,1,1,1]]}|statement"
            + " 0 was never declared",
        "{\"type\":\"ok\",\"time\":1,\"process\":0,\"op\":1,\"accesses\":[[\"r\",0,1,1]]}|an access"
            + " is an array of 7",
        "{\"type\":\"ok\",\"time\":1,\"process\":0,\"op\":1,\"accesses\":[7]}|an access is an array"
            + " of 7",
        "{\"type\":\"ledger\",\"sequence\":1,\"writer\":1,\"transaction\":0,\"versions\":[[1,2]]}|a"
            + " row version has 4 numbers",
        "{\"type\":\"ledger\",\"sequence\":1,\"writer\":1,\"transaction\":0,\"versions\":[[1,2,3,\"x\"]]}|'cents'"
            + " is not a whole number",
      })
  void read_brokenLineInTheMiddle_namesLineAndReason(String line, String reason) {
    String text =
        "{\"type\":\"opening\",\"value\":{\"1\":5}}\n\n" + line + "\n\n{\"type\":\"x\"}\n";
    assertThatExceptionOfType(HistoryFormatException.class)
        .isThrownBy(() -> read(text))
        .withMessageStartingWith("line 3: " + reason)
        .satisfies(e -> assertThat(e.line()).isEqualTo(3));
  }

  @Test
  void read_accessOfUnknownKind_namesLineAndReason() {
    String text =
        "{\"type\":\"statement\",\"statement\":0,\"sql\":\"s\"}\n"
            + "{\"type\":\"ok\",\"time\":1,\"process\":0,\"op\":1,"
            + "\"accesses\":[[\"q\",0,1,1,1,1,1]]}\n\n";
    assertThatExceptionOfType(HistoryFormatException.class)
        .isThrownBy(() -> read(text))
        .withMessageStartingWith("line 2: an access is r or w");
  }

  @Test
  void read_nothing_isAnEmptyHistory() throws IOException {
    History history = read("");
    assertThat(history.executions()).isEmpty();
    assertThat(history.closing()).isEmpty();
  }

  private static History read(String text) throws IOException {
    return HistoryReader.read(new BufferedReader(new StringReader(text)));
  }

  private static String written() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var writer = new HistoryWriter(bytes)) {
      writer.opening(OPENING);
      for (Event event : EVENTS) {
        writer.event(event);
      }
      writer.ledger(ENTRY);
      writer.closing(List.of(ONE, TWO));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
