package dev.overdraft.storm.txn;

import dev.overdraft.target.Dialect;
import dev.overdraft.workload.txn.Step;
import dev.overdraft.workload.txn.TxnWorkload;
import java.util.List;

/**
 * What the keys of a storm hold, and the SQL that works on them; that for rows in groups is in
 * {@link GroupStatements}.
 */
enum Kind {
  /** Lists, as text with commas, so that one statement appends. */
  LIST("list-append", "append", "concat(item.v, ',', excluded.v)", "concat(v, ',', values(v))"),
  /** Registers. */
  REGISTER("rw-register", "w", "excluded.v", "values(v)"),
  /** Rows in groups, whose versions are counted. */
  GROUPS("predicate", "w", "", ""),
  /** Numbers that are added to. */
  COUNTER("counter", "add", "item.v + excluded.v", "v + values(v)"),
  /** Sets of numbers, a row an element. */
  SET("set", "add", "", "");

  private final String format;
  private final String function;
  private final String conflict;
  private final String duplicate;

  Kind(String format, String function, String conflict, String duplicate) {
    this.format = format;
    this.function = function;
    this.conflict = conflict;
    this.duplicate = duplicate;
  }

  static Kind of(TxnWorkload workload) {
    return switch (workload) {
      case APPEND -> LIST;
      case REGISTER, WRITE_SKEW, LONG_FORK, MONOTONIC -> REGISTER;
      case PREDICATE -> GROUPS;
      case COUNTER -> COUNTER;
      case SET -> SET;
    };
  }

  /** What a history file calls it. */
  String format() {
    return format;
  }

  /** A write's name in a history file. */
  String function() {
    return function;
  }

  /** Whether its operations are no transactions of steps. */
  boolean single() {
    return this == COUNTER || this == SET;
  }

  List<String> create() {
    return switch (this) {
      case LIST -> List.of("create table item (k bigint primary key, v text not null)");
      case REGISTER, COUNTER ->
          List.of("create table item (k bigint primary key, v bigint not null)");
      case SET -> List.of("create table item (k bigint not null, v bigint not null)");
      case GROUPS ->
          List.of(
              "create table item (k bigint primary key, g bigint not null, v bigint not null,"
                  + " op bigint not null)",
              "create index item_g on item (g)");
    };
  }

  /** A read of a key, or of a group. */
  Step look(long key) {
    return this == GROUPS ? Step.readGroup(key) : Step.read(key);
  }

  String read() {
    return "select v from item where k = ?";
  }

  /** PostgreSQL's upsert, or that of MySQL and MariaDB. */
  String write(Dialect dialect) {
    boolean postgresql = dialect == Dialect.POSTGRESQL;
    if (this == SET) {
      return "insert into item (k, v) values (?, ?)";
    }
    String text = postgresql ? "?::bigint::text" : "cast(? as char)";
    String insert = "insert into item (k, v) values (?, " + (this == LIST ? text : "?") + ") on ";
    return postgresql
        ? insert + "conflict (k) do update set v = " + conflict
        : insert + "duplicate key update v = " + duplicate;
  }

  /** What a write of that value adds or puts there; one subtraction for two additions. */
  long operand(long value) {
    return this == COUNTER && value % 3 == 0 ? -value : value;
  }
}
