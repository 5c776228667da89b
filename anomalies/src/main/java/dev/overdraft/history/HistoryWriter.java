package dev.overdraft.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Appends a history to a stream as JSON Lines: one object a line, each complete when it is written,
 * so that what a crashed run leaves behind is a readable prefix.
 *
 * <p>Line types: {@code opening}, {@code statement} (SQL text once, referred to by number), {@code
 * invoke}, {@code ok}, {@code fail}, {@code info}, {@code ledger}, {@code account} (final row),
 * {@code end}. Not safe for use by several threads.
 */
public final class HistoryWriter implements Closeable, Flushable {

  private static final JsonFactory JSON = new JsonFactoryBuilder().rootValueSeparator("\n").build();

  private final JsonGenerator out;
  private final Map<String, Integer> statements = new HashMap<>();

  /** Writes to {@code stream}, which is closed with this writer. */
  public HistoryWriter(OutputStream stream) throws IOException {
    out = JSON.createGenerator(stream);
    out.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
  }

  /** The balances before the first operation, in minor units. */
  public void opening(Map<Long, Long> cents) throws IOException {
    begin("opening");
    balances(cents);
    end();
  }

  /** An invocation or a completion. */
  public void event(Event event) throws IOException {
    if (event instanceof Event.Invocation asked) {
      invocation(asked);
    } else if (event instanceof Event.Completion answer) {
      completion(answer);
    }
  }

  /** One row of the final transfer log. */
  public void ledger(LedgerEntry entry) throws IOException {
    begin("ledger");
    number(Field.SEQUENCE, entry.sequence());
    number(Field.WRITER, entry.writer());
    number(Field.TRANSACTION, entry.transactionId());
    if (entry.connection() != 0) {
      number(Field.CONNECTION, entry.connection());
    }
    out.writeFieldName(Field.VERSIONS);
    out.writeStartArray();
    for (RowVersion v : entry.versions()) {
      numbers(v.account(), v.revision(), v.writer(), v.cents());
    }
    out.writeEndArray();
    end();
  }

  /** The final rows, and the mark that the history is whole. */
  public void closing(List<RowVersion> accounts) throws IOException {
    for (RowVersion v : accounts) {
      begin("account");
      number(Field.ACCOUNT, v.account());
      number(Field.REVISION, v.revision());
      number(Field.WRITER, v.writer());
      number(Field.CENTS, v.cents());
      end();
    }
    begin("end");
    number(Field.ACCOUNTS, accounts.size());
    end();
  }

  private void invocation(Event.Invocation asked) throws IOException {
    Operation operation = asked.operation();
    begin("invoke");
    stamp(asked);
    text(Field.F, operation.f());
    if (operation instanceof Operation.Transfer t) {
      out.writeFieldName(Field.VALUE);
      out.writeStartObject();
      number(Field.FROM, t.from());
      number(Field.TO, t.to());
      number(Field.AMOUNT, t.cents());
      out.writeEndObject();
    } else if (operation instanceof Operation.Withdraw w) {
      account(w.account(), w.cents());
    } else if (operation instanceof Operation.Deposit d) {
      account(d.account(), d.cents());
    }
    end();
  }

  private void account(long account, long cents) throws IOException {
    out.writeFieldName(Field.VALUE);
    out.writeStartObject();
    number(Field.ACCOUNT, account);
    number(Field.AMOUNT, cents);
    out.writeEndObject();
  }

  private void completion(Event.Completion answer) throws IOException {
    for (Access access : answer.accesses()) {
      declare(access.sql());
    }
    begin(answer.outcome().word());
    stamp(answer);
    bool(Field.ACKNOWLEDGED, answer.acknowledged());
    if (!answer.reason().isEmpty()) {
      text(Field.REASON, answer.reason());
    }
    number(Field.ATTEMPTS, answer.attempts());
    if (!answer.aborts().isEmpty()) {
      out.writeFieldName(Field.ABORTS);
      out.writeStartArray();
      for (String sqlState : answer.aborts()) {
        out.writeString(sqlState);
      }
      out.writeEndArray();
    }
    if (!answer.accesses().isEmpty()) {
      out.writeFieldName(Field.ACCESSES);
      out.writeStartArray();
      for (Access access : answer.accesses()) {
        access(access);
      }
      out.writeEndArray();
    }
    if (!answer.balances().isEmpty()) {
      balances(answer.balances());
    }
    end();
  }

  private void declare(String sql) throws IOException {
    if (!statements.containsKey(sql)) {
      int number = statements.size();
      statements.put(sql, number);
      begin("statement");
      number(Field.STATEMENT, number);
      text(Field.SQL, sql);
      end();
    }
  }

  private void access(Access access) throws IOException {
    RowVersion v = access.version();
    out.writeStartArray();
    out.writeString(access.kind() == Access.Kind.READ ? "r" : "w");
    out.writeNumber(statements.getOrDefault(access.sql(), -1));
    out.writeNumber(access.nanos());
    out.writeNumber(v.account());
    out.writeNumber(v.revision());
    out.writeNumber(v.writer());
    out.writeNumber(v.cents());
    out.writeEndArray();
  }

  private void stamp(Event event) throws IOException {
    number(Field.TIME, event.nanos());
    number(Field.PROCESS, event.process());
    number(Field.OP, event.operationId());
  }

  private void balances(Map<Long, Long> cents) throws IOException {
    out.writeFieldName(Field.VALUE);
    out.writeStartObject();
    for (Map.Entry<Long, Long> entry : new TreeMap<>(cents).entrySet()) {
      out.writeNumberField(entry.getKey().toString(), entry.getValue());
    }
    out.writeEndObject();
  }

  private void numbers(long... values) throws IOException {
    out.writeArray(values, 0, values.length);
  }

  private void number(SerializableString field, long value) throws IOException {
    out.writeFieldName(field);
    out.writeNumber(value);
  }

  private void text(SerializableString field, String value) throws IOException {
    out.writeFieldName(field);
    out.writeString(value);
  }

  private void bool(SerializableString field, boolean value) throws IOException {
    out.writeFieldName(field);
    out.writeBoolean(value);
  }

  private void begin(String type) throws IOException {
    out.writeStartObject();
    text(Field.TYPE, type);
  }

  private void end() throws IOException {
    out.writeEndObject();
  }

  @Override
  public void flush() throws IOException {
    out.writeRaw('\n');
    out.flush();
    flushStream();
  }

  private void flushStream() throws IOException {
    if (out.getOutputTarget() instanceof OutputStream stream) {
      stream.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (!out.isClosed()) {
      out.writeRaw('\n');
      out.close();
    }
  }
}
