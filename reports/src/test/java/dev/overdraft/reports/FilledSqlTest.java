package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Witness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilledSqlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update account set balance = ? where id = ?"
            + " | update account set balance = 180 where id = 7",
        "update account set balance = ?, version = version + 1 where id = ? and version = ?"
            + " | update account set balance = 180, version = version + 1 where id = 7 and version = ?",
        "update account set balance = balance - ? where id = ?"
            + " | update account set balance = balance - ? where id = 7",
        "update account set balance = ? where id = ? and balance = ?"
            + " | update account set balance = 180 where id = 7 and balance = ?",
        "update account set balance = ? + 1 where id in (?, ?)"
            + " | update account set balance = ? + 1 where id in (?, ?)",
      })
  void of_write_whatTheRowTells(String sql, String filled) {
    assertThat(FilledSql.of(step("write", sql, "account 7 revision 3 holds 180")))
        .isEqualTo(filled);
  }

  /** What a read found is its answer, and no parameter. */
  @Test
  void of_read_keyOnly() {
    String sql = "select balance from account where balance = ? and id = ?";
    assertThat(FilledSql.of(step("read", sql, "account 7 revision 3 holds 180"))).isEqualTo(sql);
    assertThat(
            FilledSql.of(
                step(
                    "read",
                    "select balance from account where id = ? for update",
                    "account 7 revision 3 holds 180")))
        .isEqualTo("select balance from account where id = 7 for update");
  }

  @Test
  void of_noRow_asItIs() {
    assertThat(FilledSql.of(step("write", "update t set balance = ? where id = ?", "ok")))
        .isEqualTo("update t set balance = ? where id = ?");
  }

  private static Witness.Step step(String kind, String sql, String text) {
    return new Witness.Step(1, 0, kind, sql, text);
  }
}
