package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.recording.OperationLog;
import dev.overdraft.recording.Recording;
import dev.overdraft.workload.bank.Crash;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class AnswerTest {

  private final OperationLog log =
      new Recording(System.nanoTime(), 0).begin(new Operation.Withdraw(1, 1, 10));

  @Test
  void of_accepted_ok() {
    Answer answer = Answer.of(Receipt.done(), log);
    assertThat(answer.outcome()).isEqualTo(Outcome.OK);
    assertThat(answer.acknowledged()).isTrue();
  }

  @Test
  void of_refused_failWithItsReason() {
    Answer answer = Answer.of(Receipt.refused("insufficient funds"), log);
    assertThat(answer.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(answer.acknowledged()).isFalse();
    assertThat(answer.reason()).isEqualTo("insufficient funds");
  }

  @Test
  void of_serializationFailure_fail() {
    Answer answer = Answer.of(new SQLException("could not serialize access", "40001"), log);
    assertThat(answer.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(answer.reason()).startsWith("40001");
  }

  @Test
  void of_crash_info() {
    Answer answer = Answer.of(new Crash("after the commit"), log);
    assertThat(answer.outcome()).isEqualTo(Outcome.INFO);
    assertThat(answer.acknowledged()).isFalse();
    assertThat(answer.reason()).contains("after the commit");
  }

  @Test
  void of_applicationError_fail() {
    Answer answer = Answer.of(new IllegalStateException("no account 9"), log);
    assertThat(answer.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(answer.reason()).isEqualTo("java.lang.IllegalStateException: no account 9");
  }
}
