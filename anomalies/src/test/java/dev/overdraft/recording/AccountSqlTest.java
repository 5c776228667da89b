package dev.overdraft.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountSqlTest {

  private static final String OURS =
      "account.id as od_id, account.od_revision, account.od_writer, account.balance as od_balance";

  @Test
  void of_select_addsOurColumnsBehindTheOthers() {
    AccountSql sql = AccountSql.of("select balance from account where id = ? for update");
    assertThat(sql.kind()).isEqualTo(AccountSql.Kind.READ);
    assertThat(sql.text())
        .isEqualTo("select balance, " + OURS + " from account where id = ? for update");
    assertThat(sql.shift()).isZero();
  }

  @Test
  void of_selectWithAlias_qualifiesWithIt() {
    AccountSql sql = AccountSql.of("select a1_0.id,a1_0.balance from account a1_0 where a1_0.id=?");
    assertThat(sql.text())
        .isEqualTo(
            "select a1_0.id,a1_0.balance, "
                + OURS.replace("account.", "a1_0.")
                + " from account a1_0 where a1_0.id=?");
  }

  @Test
  void of_update_countsUpLeavesTheWriterAndReturnsTheVersion() {
    AccountSql sql = AccountSql.of("update account set balance = ? where id = ?");
    assertThat(sql.kind()).isEqualTo(AccountSql.Kind.WRITE);
    assertThat(sql.text())
        .isEqualTo(
            "update account set od_revision = account.od_revision + 1, od_writer = ?,"
                + " balance = ? where id = ? returning "
                + OURS);
    assertThat(sql.shift()).isEqualTo(1);
    assertThat(sql.returnsRows()).isFalse();
  }

  @Test
  void of_updateReturning_keepsWhatWasAskedFor() {
    AccountSql sql =
        AccountSql.of("UPDATE account a SET balance = 0 WHERE a.id = 1 RETURNING balance");
    assertThat(sql.returnsRows()).isTrue();
    assertThat(sql.text()).endsWith("RETURNING balance, " + OURS.replace("account.", "a."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select balance from account offset 1",
        "select coalesce(balance, 0) from account where id = 1",
        "select balance from account where id in (select max(id) from account group by balance)",
        "select balance from account where note = ' group by '",
        "select balance from account /* distinct */ where id = 1"
      })
  void of_selectOfRows_isARead(String text) {
    AccountSql sql = AccountSql.of(text);
    assertThat(sql.kind()).isEqualTo(AccountSql.Kind.READ);
    assertThat(sql.text()).contains(", " + OURS + " from account ");
  }

  @Test
  void of_updateWithATail_addsOursBeforeIt() {
    assertThat(AccountSql.of("update account set balance = 1 where id = 2 ; -- done").text())
        .endsWith("where id = 2 returning " + OURS + " ; -- done");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(*) from account",
        "select sum(balance) from account where id in (1, 2)",
        "select distinct balance from account",
        "select (select count(*) from account) from account",
        "select string_agg(balance::text, ',') from account",
        "select bool_and(balance >= 0) from account",
        "select row_number() over (order by id) from account",
        "select balance from account group by balance",
        "select balance from account union all select 1",
        "select a.balance from account a right join customer c on c.id = a.id",
        "select balance into copy from account",
        "update account set balance = 1; delete from account",
        "update account set note = E'it\\'s' where id = 1",
        "update account set note = $$;$$ where id = 1",
        "select balance from account_history where id = 1",
        "insert into account values (1, 2)",
        "delete from account",
        "update account_history set balance = 1",
        "select 1"
      })
  void of_otherStatements_passUnchanged(String text) {
    AccountSql sql = AccountSql.of(text);
    assertThat(sql.kind()).isEqualTo(AccountSql.Kind.OTHER);
    assertThat(sql.text()).isEqualTo(text);
  }
}
