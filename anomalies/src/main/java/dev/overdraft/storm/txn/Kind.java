package dev.overdraft.storm.txn;

import dev.overdraft.target.Dialect;

/** What the keys of a storm hold, and the SQL that works on them. */
public enum Kind {
  /** Lists, as text with commas, so that one statement appends. */
  APPEND(
      "list-append",
      "append",
      "text",
      "concat(item.v, ',', excluded.v)",
      "concat(v, ',', values(v))"),
  /** Registers. */
  REGISTER("rw-register", "w", "bigint", "excluded.v", "values(v)");

  private final String workload;
  private final String function;
  private final String type;
  private final String conflict;
  private final String duplicate;

  Kind(String workload, String function, String type, String conflict, String duplicate) {
    this.workload = workload;
    this.function = function;
    this.type = type;
    this.conflict = conflict;
    this.duplicate = duplicate;
  }

  /** The workload's name in a history file. */
  public String workload() {
    return workload;
  }

  /** A write's name in a history file. */
  String function() {
    return function;
  }

  String create() {
    return "create table item (k bigint primary key, v " + type + " not null)";
  }

  String read() {
    return "select v from item where k = ?";
  }

  /** PostgreSQL's upsert, or that of MySQL and MariaDB. */
  String write(Dialect dialect) {
    String parameter = this == APPEND ? text(dialect) : "?";
    String insert = "insert into item (k, v) values (?, " + parameter + ") on ";
    return dialect == Dialect.POSTGRESQL
        ? insert + "conflict (k) do update set v = " + conflict
        : insert + "duplicate key update v = " + duplicate;
  }

  private static String text(Dialect dialect) {
    return dialect == Dialect.POSTGRESQL ? "?::bigint::text" : "cast(? as char)";
  }
}
