package dev.overdraft.history.format;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Guesses a history's workload from its first operations: by what they ask for, and where that does
 * not decide, by the form of what they got.
 */
final class Guess implements Operations {

  /** Where these did not say, later ones will not. */
  private static final int ENOUGH = 20_000;

  private @Nullable Workload sure;
  private @Nullable Workload likely;
  private long seen;
  private long additions;
  private long unlikeAdditions;
  private long firstAddition;
  private long numbersRead;

  @Override
  public boolean accept(Asked asked) {
    Tape arguments = asked.arguments();
    if (!transaction(arguments) && !(asked.hasResult() && transaction(asked.result()))) {
      single(asked, arguments);
    }
    return sure == null && ++seen < ENOUGH;
  }

  /** What it is, as far as can be told. */
  Optional<Workload> workload() {
    if (sure == null && additions > 0) {
      boolean counts = numbersRead > 0 || unlikeAdditions == 0;
      return Optional.of(counts ? Workload.COUNTER : Workload.SET);
    }
    return Optional.ofNullable(sure == null ? likely : sure);
  }

  /** Micro-operations say by themselves what they are. */
  private boolean transaction(Tape tape) {
    if (!tape.is(0, Token.SEQUENCE)) {
      return false;
    }
    boolean found = false;
    for (int at = 1; at < tape.after(0); at = tape.after(at)) {
      if (!tape.is(at, Token.SEQUENCE) || !tape.is(at + 1, Token.NAME)) {
        return found;
      }
      if (tape.isName(at + 1, Field.APPEND)) {
        sure = Workload.LIST_APPEND;
      } else if (tape.isName(at + 1, Field.RP)) {
        sure = Workload.PREDICATE;
      } else if (tape.isName(at + 1, Field.W)) {
        sure = tape.items(at) == 4 ? Workload.PREDICATE : Workload.RW_REGISTER;
      } else if (!tape.isName(at + 1, Field.R)) {
        return found;
      } else {
        read(tape, at);
      }
      found = true;
    }
    return found;
  }

  /** Reads alone: it takes a list to tell lists from registers. */
  private void read(Tape tape, int at) {
    boolean list = tape.items(at) == 3 && tape.is(tape.after(at + 2), Token.SEQUENCE);
    if (list || likely != Workload.LIST_APPEND) {
      likely = list ? Workload.LIST_APPEND : Workload.RW_REGISTER;
    }
  }

  private void single(Asked asked, Tape arguments) {
    int f = asked.f();
    if (Field.TRANSFER.is(f)) {
      sure = Workload.BANK;
    } else if (Field.CAS.is(f) || Field.WRITE.is(f)) {
      sure = Workload.CAS_REGISTER;
    } else if (Field.ACQUIRE.is(f) || Field.RELEASE.is(f)) {
      sure = Workload.LOCK;
    } else if (Field.ADD.is(f)) {
      addition(arguments);
    } else if (Field.READ.is(f) && asked.hasResult()) {
      result(asked.result());
    }
  }

  /** A counter is told from a set by adding the same again; a set never does. */
  private void addition(Tape arguments) {
    boolean number = arguments.is(0, Token.INTEGER);
    if (additions++ == 0 && number) {
      firstAddition = arguments.number(0);
    } else if (!number || arguments.number(0) != firstAddition) {
      unlikeAdditions++;
    }
  }

  private void result(Tape result) {
    if (result.is(0, Token.MAP)) {
      sure = Workload.BANK;
    } else if (result.is(0, Token.INTEGER)) {
      numbersRead++;
      likely = likely == null ? Workload.CAS_REGISTER : likely;
    } else if (result.is(0, Token.SEQUENCE)) {
      if (additions > 0) {
        sure = Workload.SET;
      } else {
        likely = Workload.SET;
      }
    }
  }
}
