package dev.overdraft.history;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;

/**
 * The names of a history file's fields, encoded once: a storm writes each of them thousands of
 * times a second on cores that it shares with the server under test.
 */
final class Field {
  static final SerializableString ACCESSES = new SerializedString("accesses");
  static final SerializableString ACCOUNT = new SerializedString("account");
  static final SerializableString ACCOUNTS = new SerializedString("accounts");
  static final SerializableString ACKNOWLEDGED = new SerializedString("acknowledged");
  static final SerializableString ABORTS = new SerializedString("aborts");
  static final SerializableString AMOUNT = new SerializedString("amount");
  static final SerializableString ATTEMPTS = new SerializedString("attempts");
  static final SerializableString CENTS = new SerializedString("cents");
  static final SerializableString CONNECTION = new SerializedString("connection");
  static final SerializableString F = new SerializedString("f");
  static final SerializableString FROM = new SerializedString("from");
  static final SerializableString OP = new SerializedString("op");
  static final SerializableString PROCESS = new SerializedString("process");
  static final SerializableString REASON = new SerializedString("reason");
  static final SerializableString REVISION = new SerializedString("revision");
  static final SerializableString SEQUENCE = new SerializedString("sequence");
  static final SerializableString SQL = new SerializedString("sql");
  static final SerializableString STATEMENT = new SerializedString("statement");
  static final SerializableString TIME = new SerializedString("time");
  static final SerializableString TO = new SerializedString("to");
  static final SerializableString TRANSACTION = new SerializedString("transaction");
  static final SerializableString TYPE = new SerializedString("type");
  static final SerializableString VALUE = new SerializedString("value");
  static final SerializableString VERSIONS = new SerializedString("versions");
  static final SerializableString WRITER = new SerializedString("writer");

  private Field() {}
}
