package dev.overdraft.history;

/**
 * One thing asked of the system under test, never what came back.
 *
 * <p>Amounts are positive and in minor units (cents). {@link #id()} is unique within a history and
 * is stored with every effect that the operation has, so that an effect names its cause.
 */
public sealed interface Operation {

  /** Unique within a history, never negative. */
  long id();

  /** The function's name in a history file. */
  String f();

  /**
   * Move {@code cents} between two customer accounts. Either account may be missing, or both the
   * same.
   */
  record Transfer(long id, long from, long to, long cents) implements Operation {
    public Transfer {
      requireId(id);
      requirePositive(cents);
    }

    @Override
    public String f() {
      return "transfer";
    }

    @Override
    public String toString() {
      return "transfer " + from + "→" + to + " " + cents;
    }
  }

  /** Pay {@code cents} out of an account to somebody outside. */
  record Withdraw(long id, long account, long cents) implements Operation {
    public Withdraw {
      requireId(id);
      requirePositive(cents);
    }

    @Override
    public String f() {
      return "withdraw";
    }

    @Override
    public String toString() {
      return "withdraw " + account + " " + cents;
    }
  }

  /** Pay {@code cents} into an account from somebody outside. */
  record Deposit(long id, long account, long cents) implements Operation {
    public Deposit {
      requireId(id);
      requirePositive(cents);
    }

    @Override
    public String f() {
      return "deposit";
    }

    @Override
    public String toString() {
      return "deposit " + account + " " + cents;
    }
  }

  /** Read the balances of all accounts in one statement. */
  record Audit(long id) implements Operation {
    public Audit {
      requireId(id);
    }

    @Override
    public String f() {
      return "audit";
    }

    @Override
    public String toString() {
      return "audit";
    }
  }

  private static void requireId(long id) {
    if (id < 0) {
      throw new IllegalArgumentException("an operation's id is never negative, this one is " + id);
    }
  }

  private static void requirePositive(long cents) {
    if (cents <= 0) {
      throw new IllegalArgumentException("an amount is positive, this one is " + cents);
    }
  }
}
