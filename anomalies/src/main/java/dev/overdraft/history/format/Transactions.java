package dev.overdraft.history.format;

import dev.overdraft.history.HistoryFormatException;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.Arrays;

/**
 * Fills a {@link TxnHistory} from operations that are transactions, or single reads, writes and
 * compare-and-sets of a register, which are transactions too.
 *
 * <p>What a transaction that is not {@code ok} read is not known; what it wrote is what it was
 * asked to write, even if its completion says otherwise. The same goes for one that is {@code ok}
 * and does not say what it did.
 */
final class Transactions implements Operations {

  /** The register's key where a history has one register and does not name it. */
  private static final String REGISTER = "register";

  private final Values values;
  private final Workload workload;
  private final boolean byTime;
  private final TxnHistoryBuilder builder;
  private final GroupSteps groups;
  private long count;
  private boolean wordKey;
  private long numberKey;
  private String textKey = REGISTER;
  private long[] list = new long[16];

  /**
   * @param byTime whether events are ordered by their time; otherwise by their place in the file
   */
  Transactions(Workload workload, Names names, boolean byTime) {
    this.values = new Values(names);
    this.workload = workload;
    this.byTime = byTime;
    this.builder = TxnHistory.of(model(workload));
    this.groups = new GroupSteps(values, builder);
  }

  private static Model model(Workload workload) {
    return switch (workload) {
      case LIST_APPEND -> Model.LIST_APPEND;
      case PREDICATE -> Model.VERSIONED;
      case RW_REGISTER, CAS_REGISTER, BANK, COUNTER, SET, LOCK -> Model.REGISTER;
    };
  }

  /** The history, once all operations are in. */
  TxnHistory build(boolean timed) {
    return (timed ? builder : builder.untimed()).build();
  }

  @Override
  public boolean accept(Asked asked) throws HistoryFormatException {
    if (workload == Workload.PREDICATE && Field.OPENING.is(asked.f())) {
      groups.opening(asked);
      return true;
    }
    Entry first = asked.invoked ? asked.invocation : asked.completion;
    builder.begin(index(asked), asked.process, stamp(first));
    if (workload == Workload.CAS_REGISTER) {
      single(asked);
    } else if (workload == Workload.PREDICATE) {
      groups.transaction(asked);
    } else if (asked.hasResult() && asked.completion.hasValue()) {
      transaction(asked, asked.result(), true);
    } else {
      transaction(asked, asked.arguments(), false);
    }
    builder.end(
        asked.outcome, asked.outcome == Outcome.INFO ? Asked.NEVER : stamp(asked.completion));
    count++;
    return true;
  }

  /** Overdraft's own operations have numbers; others are known by the line that ends them. */
  private long index(Asked asked) {
    long op = asked.invoked ? asked.invocation.op : asked.completion.op;
    return op == Entry.ABSENT ? count : op;
  }

  private long stamp(Entry entry) throws HistoryFormatException {
    if (!byTime) {
      return entry.position;
    }
    if (entry.time == Entry.ABSENT) {
      throw new HistoryFormatException(entry.line, "an event without a time");
    }
    return entry.time;
  }

  private void transaction(Asked asked, Tape tape, boolean known) throws HistoryFormatException {
    if (tape.isEmpty() || tape.is(0, Token.NIL)) {
      return;
    }
    if (!tape.is(0, Token.SEQUENCE)) {
      throw values.wrong(
          asked, "a transaction is a list of steps, this is " + values.form(tape, 0));
    }
    for (int at = 1; at < tape.after(0); at = tape.after(at)) {
      step(asked, tape, at, known);
    }
  }

  private void step(Asked asked, Tape tape, int at, boolean known) throws HistoryFormatException {
    int end = tape.is(at, Token.SEQUENCE) ? tape.after(at) : at;
    if (end < at + 3) {
      throw values.wrong(asked, "a step is [:r key value], [:w key value] or [:append key value]");
    }
    key(asked, tape, at + 2);
    int value = tape.after(at + 2);
    boolean missing = value >= end || tape.is(value, Token.NIL);
    if (tape.isName(at + 1, Field.R)) {
      if (known) {
        read(asked, tape, value, missing);
      }
    } else if (missing) {
      throw values.wrong(asked, "a write of nothing");
    } else if (tape.isName(at + 1, Field.APPEND) && workload == Workload.LIST_APPEND) {
      append(values.value(tape, value, asked));
    } else if (tape.isName(at + 1, Field.W) && workload == Workload.RW_REGISTER) {
      write(values.value(tape, value, asked));
    } else {
      throw values.wrong(
          asked,
          "a step of a %s history cannot be %s"
              .formatted(workload.word(), values.form(tape, at + 1)));
    }
  }

  private void read(Asked asked, Tape tape, int at, boolean missing) throws HistoryFormatException {
    if (workload == Workload.LIST_APPEND) {
      readList(missing ? new long[0] : list(asked, tape, at));
    } else if (missing) {
      readNil();
    } else {
      read(values.value(tape, at, asked));
    }
  }

  private long[] list(Asked asked, Tape tape, int at) throws HistoryFormatException {
    if (!tape.is(at, Token.SEQUENCE)) {
      throw values.wrong(asked, "a read of a list gave " + values.form(tape, at));
    }
    int size = 0;
    for (int element = at + 1; element < tape.after(at); element = tape.after(element)) {
      if (size == list.length) {
        list = Arrays.copyOf(list, size * 2);
      }
      list[size++] = values.value(tape, element, asked);
    }
    return Arrays.copyOf(list, size);
  }

  /**
   * {@code :value 3}, {@code :value [0 1]} for a compare-and-set, and the same within a pair with
   * the register's key in front, as Jepsen's independent registers have it.
   */
  private void single(Asked asked) throws HistoryFormatException {
    boolean read = Field.READ.is(asked.f()) && asked.hasResult();
    Tape tape = read ? asked.result() : asked.arguments();
    boolean cas = Field.CAS.is(asked.f());
    int at = 0;
    wordKey = true;
    textKey = REGISTER;
    if (lifted(tape, cas)) {
      key(asked, tape, 1);
      at = tape.after(1);
    }
    if (cas) {
      compareAndSet(asked, tape, at);
    } else if (Field.WRITE.is(asked.f())) {
      write(values.value(tape, at, asked));
    } else if (!Field.READ.is(asked.f())) {
      throw values.wrong(asked, "a register is asked to read, write or cas");
    } else if (asked.hasResult()) {
      read(asked, tape, at, tape.is(at, Token.NIL));
    }
  }

  private static boolean lifted(Tape tape, boolean cas) {
    return tape.is(0, Token.SEQUENCE)
        && tape.items(0) == 2
        && (!cas || tape.is(tape.after(1), Token.SEQUENCE));
  }

  /** One that failed had no effect, and what it found is not told. */
  private void compareAndSet(Asked asked, Tape tape, int at) throws HistoryFormatException {
    if (asked.outcome == Outcome.FAIL) {
      return;
    }
    if (!tape.is(at, Token.SEQUENCE) || tape.items(at) != 2) {
      throw values.wrong(asked, "a cas is [old new], this is " + values.form(tape, at));
    }
    if (asked.outcome == Outcome.OK) {
      read(asked, tape, at + 1, tape.is(at + 1, Token.NIL));
    }
    write(values.value(tape, tape.after(at + 1), asked));
  }

  private void key(Asked asked, Tape tape, int at) throws HistoryFormatException {
    wordKey = tape.is(at, Token.NAME);
    if (wordKey) {
      textKey = values.text(tape.number(at));
    } else if (tape.is(at, Token.INTEGER)) {
      numberKey = tape.number(at);
    } else {
      throw values.wrong(asked, "a key is a number or a word, this is " + values.form(tape, at));
    }
  }

  private void append(long value) {
    if (wordKey) {
      builder.append(textKey, value);
    } else {
      builder.append(numberKey, value);
    }
  }

  private void write(long value) {
    if (wordKey) {
      builder.write(textKey, value);
    } else {
      builder.write(numberKey, value);
    }
  }

  private void readList(long... elements) {
    if (wordKey) {
      builder.readList(textKey, elements);
    } else {
      builder.readList(numberKey, elements);
    }
  }

  private void read(long value) {
    if (wordKey) {
      builder.read(textKey, value);
    } else {
      builder.read(numberKey, value);
    }
  }

  private void readNil() {
    if (wordKey) {
      builder.readNil(textKey);
    } else {
      builder.readNil(numberKey);
    }
  }
}
