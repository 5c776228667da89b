package dev.overdraft.explore.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is inside a value is not read as SQL, and what is SQL is not taken for a value. */
class SqlTextTest {

  @Test
  void sql_quoteInAValue_doubled() {
    String bound =
        SqlText.withValues("where owner = ? or city = ?", List.of(Values.sql("O'Brien"), "''"));

    assertThat(bound).isEqualTo("where owner = 'O''Brien' or city = ''");
    assertThat(SqlText.skeleton(bound)).isEqualTo("where owner = '' or city = ''");
  }

  @Test
  void normal_whatLooksLikeACommentInAStringOrAName_kept() {
    for (String sql :
        List.of(
            "select x from account where note = 'a--b' for update",
            "select x from account where note = 'a/*b' or note = 'c*/d'",
            "select \"a--b\" from account",
            "select `a/*b` from account where `c*/` = 1",
            "select /*!40001 sql_no_cache */ x from account")) {
      assertThat(SqlText.normal(sql)).isEqualTo(sql);
    }
  }

  @Test
  void normal_comments_gone() {
    assertThat(SqlText.normal("select 'it''s' -- don't\n, x /* '\n */ from account"))
        .isEqualTo("select 'it''s' , x from account");
  }

  @Test
  void of_batch_whatAnyOfItsStatementsDoes() {
    SqlFacts facts = SqlFacts.of("set search_path = a\n/* and */\ndelete from account");
    assertThat(facts.local()).isFalse();
    assertThat(facts.writes()).isTrue();
    assertThat(SqlFacts.of("delete from account\n/* and */\ncommit").refused()).isTrue();
    assertThat(SqlFacts.of("set a = 1\n/* and */\nset b = 2").local()).isTrue();
  }

  /** What ends a string there depends on the server's settings. */
  @Test
  void normal_backslashBeforeAQuote_nothingTakenForAComment() {
    String sql = "select x from account where note = 'a\\'--b' for update";
    assertThat(SqlText.locks(sql)).isTrue();
  }

  /** A query may change rows by a function that is not known to be harmless. */
  @Test
  void writes_queryThatCallsAFunction_ifItIsNoneOfTheServersOwn() {
    assertThat(SqlText.writes("select redeem('X')")).isTrue();
    assertThat(SqlText.writes("select concat(a, b), row_number() over (order by a) from t"))
        .isFalse();
    assertThat(SqlText.writes("select get_lock('till', 0)")).isFalse();
  }

  /** In the forms in which it is sent by itself; not together with a read. */
  @Test
  void isLocal_nextNumber_alone() {
    assertThat(SqlText.isLocal("select nextval('receipt'::regclass);")).isTrue();
    assertThat(SqlText.isLocal("select nextval(order_seq) as id_val")).isTrue();
    assertThat(SqlText.isLocal("select nextval('receipt'), balance from account")).isFalse();
  }

  @Test
  void preparedName_asItIsWritten() {
    for (String sql :
        List.of(
            "prepare transaction 'It''s  1'",
            "PREPARE  TRANSACTION\n'It''s  1' ;",
            "/* first */ Prepare transaction 'It''s  1'; -- done")) {
      assertThat(SqlText.preparedName(sql)).as(sql).isEqualTo("'It''s  1'");
    }
  }
}
