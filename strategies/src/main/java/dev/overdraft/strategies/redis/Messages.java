package dev.overdraft.strategies.redis;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;

/**
 * What goes through the queue, as text: {@code transfer 17 1 2 500} is operation 17, which moves
 * 500 cents from account 1 to account 2; and what comes back.
 *
 * <p>Data that is taken apart, never code that is evaluated: whoever can write to the queue can ask
 * for what an operation can do, and for nothing else.
 */
final class Messages {

  private static final char DONE = '+';
  private static final char REFUSED = '-';
  private static final char FAILED = '!';

  private Messages() {}

  static String of(Operation operation) {
    if (operation instanceof Operation.Transfer t) {
      return "transfer %d %d %d %d".formatted(t.id(), t.from(), t.to(), t.cents());
    }
    if (operation instanceof Operation.Withdraw w) {
      return "withdraw %d %d %d".formatted(w.id(), w.account(), w.cents());
    }
    if (operation instanceof Operation.Deposit d) {
      return "deposit %d %d %d".formatted(d.id(), d.account(), d.cents());
    }
    throw new IllegalArgumentException("nobody queues " + operation);
  }

  /**
   * The operation that a message asks for.
   *
   * @throws IllegalArgumentException if it asks for none
   */
  static Operation operation(String message) {
    String[] word = message.split(" ", -1);
    if (word[0].equals("transfer") && word.length == 5) {
      return new Operation.Transfer(
          number(word[1]), number(word[2]), number(word[3]), number(word[4]));
    }
    if (word[0].equals("withdraw") && word.length == 4) {
      return new Operation.Withdraw(number(word[1]), number(word[2]), number(word[3]));
    }
    if (word[0].equals("deposit") && word.length == 4) {
      return new Operation.Deposit(number(word[1]), number(word[2]), number(word[3]));
    }
    throw new IllegalArgumentException("no operation: " + message);
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }

  static String answer(Receipt receipt) {
    return receipt.accepted() ? String.valueOf(DONE) : REFUSED + receipt.reason();
  }

  /** The answer when the database failed: its SQLSTATE, and what it said. */
  static String failure(SQLException failed) {
    String state = failed.getSQLState();
    return FAILED + (state == null ? "" : state) + " " + failed.getMessage();
  }

  /**
   * What an answer says.
   *
   * @throws SQLException the consumer's, if that is the answer
   */
  static Receipt receipt(String answer) throws SQLException {
    String rest = answer.substring(1);
    return switch (answer.charAt(0)) {
      case DONE -> Receipt.done();
      case REFUSED -> Receipt.refused(rest);
      case FAILED -> {
        int space = rest.indexOf(' ');
        throw new SQLException(rest.substring(space + 1), rest.substring(0, space));
      }
      default -> throw new IllegalArgumentException("no answer: " + answer);
    };
  }
}
