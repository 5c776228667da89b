package dev.overdraft.history.format;

import dev.overdraft.history.HistoryFormatException;
import dev.overdraft.history.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the operations of a bank, a counter, a set or a lock. */
final class Calls implements Operations {

  private final Values values;
  private final Workload workload;
  private final boolean byTime;
  private final List<Call> calls = new ArrayList<>();
  private boolean told;
  private long key;
  private long[] numbers = new long[16];
  private int size;

  Calls(Workload workload, Names names, boolean byTime) {
    this.values = new Values(names);
    this.workload = workload;
    this.byTime = byTime;
  }

  List<Call> calls() {
    return calls;
  }

  @Override
  public boolean accept(Asked asked) throws HistoryFormatException {
    boolean read = Field.READ.is(asked.f());
    Tape tape = asked.hasResult() && read ? asked.result() : asked.arguments();
    told = false;
    key = 0;
    size = 0;
    switch (workload) {
      case BANK -> bank(asked, tape, read);
      case COUNTER -> counter(asked, tape, read);
      case SET -> set(asked, tape, read);
      case LOCK -> lock(asked, tape);
      default -> throw new IllegalStateException(workload + " has transactions");
    }
    long invoked = asked.invoked ? stamp(asked.invocation) : Call.EVER;
    long completed = asked.outcome == Outcome.INFO ? Call.NEVER : stamp(asked.completion);
    calls.add(new Call(asked, read, told, invoked, completed, key, Arrays.copyOf(numbers, size)));
    return true;
  }

  private long stamp(Entry entry) {
    return byTime && entry.time != Entry.ABSENT ? entry.time : entry.position;
  }

  private void bank(Asked asked, Tape tape, boolean read) throws HistoryFormatException {
    if (!read) {
      transfer(asked, tape);
    } else if (asked.hasResult() && tape.is(0, Token.MAP)) {
      for (int at = 1; at < tape.after(0); at = tape.after(tape.after(at))) {
        balance(asked, tape, values.integer(tape, at, "an account", asked), tape.after(at));
      }
      requireUnlike(asked);
    } else if (asked.hasResult() && tape.is(0, Token.SEQUENCE)) {
      long account = 0;
      for (int at = 1; at < tape.after(0); at = tape.after(at)) {
        balance(asked, tape, account++, at);
      }
    } else if (asked.hasResult() && !tape.is(0, Token.NIL)) {
      throw values.wrong(asked, "a read of a bank gave " + values.form(tape, 0));
    }
  }

  private void balance(Asked asked, Tape tape, long account, int at) throws HistoryFormatException {
    add(account);
    add(tape.is(at, Token.NIL) ? Call.NIL : values.integer(tape, at, "a balance", asked));
  }

  private void requireUnlike(Asked asked) throws HistoryFormatException {
    long[] accounts = new long[size / 2];
    Arrays.setAll(accounts, n -> numbers[2 * n]);
    Arrays.sort(accounts);
    for (int n = 1; n < accounts.length; n++) {
      if (accounts[n - 1] == accounts[n]) {
        throw values.wrong(asked, "account %d twice in one read".formatted(accounts[n]));
      }
    }
  }

  private void transfer(Asked asked, Tape tape) throws HistoryFormatException {
    if (!Field.TRANSFER.is(asked.f())) {
      String f = asked.f() < 0 ? "nothing" : "'" + Excerpt.of(values.text(asked.f())) + "'";
      throw values.wrong(asked, "a bank is asked to read or transfer, this asks for " + f);
    }
    int from = -1;
    int to = -1;
    int amount = -1;
    if (tape.is(0, Token.MAP)) {
      for (int at = 1; at < tape.after(0); at = tape.after(tape.after(at))) {
        from = tape.isName(at, Field.FROM) ? tape.after(at) : from;
        to = tape.isName(at, Field.TO) ? tape.after(at) : to;
        amount = tape.isName(at, Field.AMOUNT) ? tape.after(at) : amount;
      }
    }
    if (from < 0 || to < 0 || amount < 0) {
      throw values.wrong(asked, "a transfer has a :from, a :to and an :amount");
    }
    add(values.integer(tape, from, "an account", asked));
    add(values.integer(tape, to, "an account", asked));
    add(values.integer(tape, amount, "an amount", asked));
  }

  private void counter(Asked asked, Tape tape, boolean read) throws HistoryFormatException {
    int at = lifted(asked, tape, false);
    if (!read) {
      requireAdd(asked);
      add(values.integer(tape, at, "what is added", asked));
    } else if (asked.hasResult() && !tape.is(at, Token.NIL)) {
      add(values.integer(tape, at, "a counter", asked));
    }
  }

  private void set(Asked asked, Tape tape, boolean read) throws HistoryFormatException {
    if (read && !asked.hasResult()) {
      return;
    }
    int at = lifted(asked, tape, read);
    told = read && !tape.is(at, Token.NIL);
    if (!read) {
      requireAdd(asked);
      add(values.value(tape, at, asked));
    } else if (told) {
      if (!tape.is(at, Token.SEQUENCE)) {
        throw values.wrong(asked, "a read of a set gave " + values.form(tape, at));
      }
      for (int each = at + 1; each < tape.after(at); each = tape.after(each)) {
        add(values.value(tape, each, asked));
      }
    }
  }

  private void lock(Asked asked, Tape tape) throws HistoryFormatException {
    boolean acquires = Field.ACQUIRE.is(asked.f());
    if (!acquires && !Field.RELEASE.is(asked.f())) {
      throw values.wrong(asked, "a lock is asked to acquire or release");
    }
    if (tape.is(0, Token.SEQUENCE) && tape.items(0) == 2) {
      key = values.integer(tape, 1, "a lock", asked);
    }
    add(acquires ? 1 : 0);
  }

  private void requireAdd(Asked asked) throws HistoryFormatException {
    if (!Field.ADD.is(asked.f())) {
      throw values.wrong(asked, "a %s is asked to add or read".formatted(workload.word()));
    }
  }

  /** A pair of key and value, as Jepsen's independent workloads have it: where the value stands. */
  private int lifted(Asked asked, Tape tape, boolean list) throws HistoryFormatException {
    if (!tape.is(0, Token.SEQUENCE) || tape.items(0) != 2) {
      return 0;
    }
    int second = tape.after(1);
    if (list && !tape.is(second, Token.SEQUENCE) && !tape.is(second, Token.NIL)) {
      return 0;
    }
    key = values.value(tape, 1, asked);
    return second;
  }

  private void add(long number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    numbers[size++] = number;
  }
}
