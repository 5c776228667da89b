package dev.overdraft.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstWordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update wallet set euros = 1",
        "  UPDATE wallet set euros = 1",
        "/* update Wallet */ update wallet set euros = 1",
        "/* one *//* two */\n-- three\nupdate wallet set euros = 1",
        "-- c\r\nupdate wallet set euros = 1",
        "{call transfer(?, ?, ?)}",
        "{ ? = call transfer(?, ?, ?) }",
        "?=call transfer(?)",
        "(select 1) union (select 2)",
        "execute pay(1, 2)",
        "select pay(1, 2)"
      })
  void isWork_readsOrChangesRows_true(String sql) {
    assertThat(FirstWords.isWork(sql)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "commit",
        "/* update */ commit",
        "-- update wallet",
        "/* update wallet",
        "rollback to savepoint mine",
        "set transaction isolation level serializable",
        "updates",
        ""
      })
  void isWork_anythingElse_false(String sql) {
    assertThat(FirstWords.isWork(sql)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select euros from wallet",
        "/* a (b) */ select euros\nfrom wallet\n",
        "(select 1) union all select 2"
      })
  void isPlainRead_queryWithoutCall_true(String sql) {
    assertThat(FirstWords.isPlainRead(sql)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select pay(1)",
        "/* select */ select pay(1)",
        "/* select 1 */ update wallet set euros = 1",
        "-- select 1\nupdate wallet set euros = 1"
      })
  void isPlainRead_mayChangeSomething_false(String sql) {
    assertThat(FirstWords.isPlainRead(sql)).isFalse();
  }

  @Test
  void sent_whatMayHaveCommitted_toldFromTheRest() {
    assertThat(FirstWords.sent("insert into decision values (1)", true))
        .isEqualTo(OperationLog.Sent.AUTOCOMMIT_WRITE);
    assertThat(FirstWords.sent("insert into decision values (1)", false))
        .isEqualTo(OperationLog.Sent.STATEMENT);
    assertThat(FirstWords.sent("", true)).isEqualTo(OperationLog.Sent.AUTOCOMMIT_WRITE);
    assertThat(FirstWords.sent("select 1", true)).isEqualTo(OperationLog.Sent.STATEMENT);
    assertThat(FirstWords.sent("commit prepared 'x'", true))
        .isEqualTo(OperationLog.Sent.AUTOCOMMIT_WRITE);
    assertThat(FirstWords.sent("xa commit 'x'", false))
        .isEqualTo(OperationLog.Sent.AUTOCOMMIT_WRITE);
    assertThat(FirstWords.sent("/* done */ commit", false)).isEqualTo(OperationLog.Sent.COMMIT);
    assertThat(FirstWords.sent("rollback prepared 'x'", true))
        .isEqualTo(OperationLog.Sent.STATEMENT);
    assertThat(FirstWords.sent("xa prepare 'x'", true)).isEqualTo(OperationLog.Sent.STATEMENT);
  }
}
