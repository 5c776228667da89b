package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Causes among more processes than are followed at a time. */
class ManyProcessesTest {

  /**
   * Among so many processes that write keys of their own: T102 saw that T101 replaced x, and T103,
   * later in the same process, reads {@code x}.
   */
  private static Judgement judge(int before, int after, int x) {
    List<String> lines = new ArrayList<>();
    for (int p = 0; p < before; p++) {
      lines.add(bystander(p));
    }
    lines.add("100 p%d 0-99 ok: w x 1".formatted(before));
    lines.add("101 p%d 0-99 ok: r x 1; w x 2; w y 1".formatted(before + 1));
    lines.add("102 p%d 0-9 ok: r y 1".formatted(before + 2));
    lines.add("103 p%d 10-99 ok: r x %d".formatted(before + 2, x));
    for (int p = before + 3; p < before + 3 + after; p++) {
      lines.add(bystander(p));
    }
    TxnHistory history = Txns.of(Model.REGISTER, lines.toArray(String[]::new));
    return Judge.judge(history, new Options(1_000_000, 1, false));
  }

  private static String bystander(int process) {
    return "%d p%1$d 0-99 ok: w x%1$d 1; w z %1$d".formatted(process);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 13, 14, 15, 16, 30})
  void missedCause_whereverTheProcessStands_isFound(int before) {
    for (int after = 0; after < 20; after += 19) {
      Judgement missed = judge(before, after, 1);
      assertEquals(Answer.BROKEN, missed.levels().of(Level.CAUSAL, Axis.SESSION));
      assertEquals(Answer.HOLDS, missed.levels().of(Level.READ_ATOMIC, Axis.SESSION));
      assertEquals(Answer.HOLDS, missed.levels().of(Level.SERIALIZABLE, Axis.PLAIN));
      Judgement seen = judge(before, after, 2);
      assertEquals(Answer.HOLDS, seen.levels().of(Level.SERIALIZABLE, Axis.STRICT));
    }
  }
}
