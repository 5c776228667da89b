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
  LIST("list-append", "append"),
  /** Registers. */
  REGISTER("rw-register", "w"),
  /** Rows in groups, whose versions are counted. */
  GROUPS("predicate", "w"),
  /** Numbers that are added to. */
  COUNTER("counter", "add"),
  /** Sets of numbers, a row an element. */
  SET("set", "add");

  private final String format;
  private final String function;

  Kind(String format, String function) {
    this.format = format;
    this.function = function;
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

  /** The tables, empty. */
  List<String> create(Dialect dialect) {
    return switch (this) {
      case LIST ->
          List.of(
              "create table item (k bigint primary key, v %s not null)".formatted(text(dialect)));
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

  /** Texts that may be added to and compared; not a large object. */
  private static String text(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL, MARIADB, SQLITE -> "text";
      case H2, HSQLDB, DERBY -> "varchar(32000)";
    };
  }

  /** A read of a key, or of a group. */
  Step look(long key) {
    return this == GROUPS ? Step.readGroup(key) : Step.read(key);
  }

  String read() {
    return "select v from item where k = ?";
  }

  /** What a write of that value adds or puts there; one subtraction for two additions. */
  long operand(long value) {
    return this == COUNTER && value % 3 == 0 ? -value : value;
  }
}
