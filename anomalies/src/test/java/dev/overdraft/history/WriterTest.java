package dev.overdraft.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriterTest {

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 1023", "1, 1", "17, 3", "9007199254740990, 1023"})
  void of_unpacked_isTheSame(long operation, int attempt) {
    long mark = Writer.of(operation, attempt);
    assertThat(Writer.isOperation(mark)).isTrue();
    assertThat(Writer.operation(mark)).isEqualTo(operation);
    assertThat(Writer.attempt(mark)).isEqualTo(attempt);
  }

  @Test
  void of_attemptsBeyondTheLast_shareItsMark() {
    assertThat(Writer.of(5, 1024)).isEqualTo(Writer.of(5, 1023));
    assertThat(Writer.of(5, Integer.MAX_VALUE)).isLessThan(Writer.of(6, 1));
  }

  @Test
  void isOperation_openingAndForeign_areNone() {
    assertThat(Writer.isOperation(Writer.OPENING)).isFalse();
    assertThat(Writer.isOperation(Writer.FOREIGN)).isFalse();
  }

  @Test
  void of_outOfRange_throws() {
    assertThatIllegalArgumentException().isThrownBy(() -> Writer.of(-1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Writer.of(1, 0));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> Writer.of(Long.MAX_VALUE, 1));
  }
}
