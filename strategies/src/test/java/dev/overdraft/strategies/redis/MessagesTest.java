package dev.overdraft.strategies.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

  @Test
  void of_eachKind_isReadBack() {
    assertThat(Messages.of(new Operation.Transfer(17, 1, 2, 500))).isEqualTo("transfer 17 1 2 500");
    assertThat(Messages.operation("transfer 17 1 2 500"))
        .isEqualTo(new Operation.Transfer(17, 1, 2, 500));
    assertThat(Messages.operation(Messages.of(new Operation.Withdraw(18, 3, 7))))
        .isEqualTo(new Operation.Withdraw(18, 3, 7));
    assertThat(Messages.operation(Messages.of(new Operation.Deposit(19, 4, 8))))
        .isEqualTo(new Operation.Deposit(19, 4, 8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "transfer",
        "transfer 17 1 2",
        "transfer 17 1 2 500 9",
        "withdraw 18 3 seven",
        "steal 1 2 3",
        "delete from account"
      })
  void operation_nonsense_isRefusedNotEvaluated(String message) {
    assertThatThrownBy(() -> Messages.operation(message))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void receipt_doneOrRefused_isReadBack() throws SQLException {
    assertThat(Messages.receipt(Messages.answer(Receipt.done()))).isEqualTo(Receipt.done());
    Receipt refused = Receipt.refused("insufficient funds");
    assertThat(Messages.receipt(Messages.answer(refused))).isEqualTo(refused);
  }

  @Test
  void receipt_failure_isTheConsumersErrorWithItsState() {
    String answer = Messages.failure(new SQLException("deadlock detected", "40P01"));
    assertThatThrownBy(() -> Messages.receipt(answer))
        .isInstanceOfSatisfying(
            SQLException.class, thrown -> assertThat(thrown.getSQLState()).isEqualTo("40P01"))
        .hasMessage("deadlock detected");
    assertThatThrownBy(() -> Messages.receipt(Messages.failure(new SQLException("closed"))))
        .isInstanceOf(SQLException.class)
        .hasMessage("closed");
  }
}
