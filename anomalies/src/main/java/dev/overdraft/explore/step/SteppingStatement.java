package dev.overdraft.explore.step;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A statement whose executions are steps and whose parameters and answers are taken down. */
final class SteppingStatement implements InvocationHandler {

  private final Statement target;
  private final String prepared;
  private final Connection connection;
  private final SteppingConnection steps;
  private final Map<Integer, String> binds = new TreeMap<>();
  private final List<String> batchedBinds = new ArrayList<>();
  private final List<String> batchedSql = new ArrayList<>();
  private int batched;
  private Tape tape = new Tape();

  SteppingStatement(
      Statement target, String prepared, Connection connection, SteppingConnection steps) {
    this.target = target;
    this.prepared = prepared;
    this.connection = connection;
    this.steps = steps;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (Proxies.isIdentity(method)) {
      return Proxies.identity(proxy, method, args);
    }
    String name = method.getName();
    if (name.startsWith("execute") || name.equals("addBatch")) {
      steps.sendable(args);
    }
    if (name.startsWith("execute")) {
      return execute(proxy, method, args);
    }
    switch (name) {
      case "getConnection" -> {
        return connection;
      }
      case "setFetchSize" -> {
        // All rows come with their step; fetched later they would be read between the steps.
        return null;
      }
      case "addBatch" -> addBatch(args);
      case "clearBatch" -> clearBatch();
      case "clearParameters" -> binds.clear();
      default -> {
        if (name.startsWith("set") && args != null && args.length >= 2) {
          bind(name, args);
        }
      }
    }
    Object result = Proxies.pass(target, method, args);
    boolean recorded = name.equals("getResultSet");
    return recorded && result instanceof ResultSet rows ? taken(rows, tape, proxy) : result;
  }

  private void bind(String name, @Nullable Object[] args) {
    if (args[0] instanceof Integer position) {
      binds.put(position, name.equals("setNull") ? "null" : Values.sql(args[1]));
    }
  }

  private void addBatch(@Nullable Object @Nullable [] args) {
    batched++;
    if (args != null && args.length > 0) {
      batchedSql.add(String.valueOf(args[0]));
    }
    batchedBinds.addAll(binds.values());
  }

  private void clearBatch() {
    batched = 0;
    batchedBinds.clear();
    batchedSql.clear();
  }

  private @Nullable Object execute(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws SQLException {
    boolean batch = method.getName().contains("Batch");
    String sql = prepared;
    if (args != null && args.length > 0 && args[0] instanceof String text) {
      sql = text;
    } else if (batch && !batchedSql.isEmpty()) {
      sql = String.join(SqlText.AND, batchedSql);
    }
    List<String> values = batch ? List.copyOf(batchedBinds) : List.copyOf(binds.values());
    if (batch && batched > 1 && batchedSql.isEmpty()) {
      sql = repeated(sql);
    }
    try {
      Object result =
          steps
              .execute(
                  sql,
                  values,
                  answer -> {
                    Object got = Proxies.call(target, method, args);
                    note(answer, got);
                    return Optional.ofNullable(got);
                  })
              .orElse(null);
      return result instanceof ResultSet rows ? taken(rows, tape, proxy) : result;
    } finally {
      if (batch) {
        clearBatch();
      }
    }
  }

  private String repeated(String sql) {
    return String.join(SqlText.AND, Collections.nCopies(batched, sql));
  }

  private void note(Tape answer, @Nullable Object got) throws SQLException {
    tape = answer;
    if (got instanceof ResultSet) {
      steps.found(target);
      answer.rowsFollow();
    } else if (got instanceof Boolean rows) {
      if (rows) {
        steps.found(target);
        answer.rowsFollow();
      } else {
        answer.changed(target.getUpdateCount());
      }
    } else if (got instanceof Integer count) {
      answer.changed(count);
    } else if (got instanceof Long count) {
      answer.changed(count);
    } else if (got instanceof int[] counts) {
      answer.changed(Arrays.stream(counts).filter(c -> c > 0).sum());
    }
  }

  private static ResultSet taken(ResultSet rows, Tape tape, Object statement) {
    return Proxies.of(ResultSet.class, new SteppingResultSet(rows, tape, (Statement) statement));
  }
}
