package dev.overdraft.explore.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.Routines;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.schema.Table;
import dev.overdraft.explore.search.Footprint.Item;
import dev.overdraft.explore.step.Step;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatementsTest {

  private static final Item ROW_1 = new Item("account", "1");
  private static final Item ROW_2 = new Item("account", "2");
  private static final Item TABLE = new Item("account", "");

  private final Statements statements =
      new Statements(
          new Catalog(
              Dialect.POSTGRESQL,
              Map.of(
                  "account",
                  table("account", List.of(), Set.of("ledger"), false),
                  "ledger",
                  table(
                      "ledger",
                      List.of(
                          new Table.ForeignKey("account", List.of("account_id"), List.of("id"))),
                      Set.of(),
                      false),
                  "hooked",
                  table("hooked", List.of(), Set.of(), true)),
              Set.of("overview"),
              List.of()),
          new State(Map.of()),
          Routines.UNKNOWN);

  @Test
  void of_keyEquality_oneRow() {
    assertThat(of("select balance from account where id = ?", "1").reads()).containsExactly(ROW_1);
    assertThat(of("select a.x from account a where a.id=1").reads()).containsExactly(ROW_1);
    assertThat(of("update account set x = 5 where id = ? and x >= 3", "2").writes())
        .containsExactly(ROW_2);
  }

  @Test
  void of_keyList_thoseRows() {
    Footprint locked =
        of("select id from account where id in (?, ?) order by id for no key update", "1", "2");
    assertThat(locked.writes()).containsExactlyInAnyOrder(ROW_1, ROW_2);
  }

  @Test
  void of_parentLockedForUpdate_itsKeysToo() {
    Footprint locked = of("select x from account where id = ? for update", "1");
    assertThat(locked.writes()).containsExactlyInAnyOrder(ROW_1, new Item("account keys", ""));
    Footprint child = of("select x from ledger where id = ? for update", "1");
    assertThat(child.writes()).containsExactly(new Item("ledger", "1"));
  }

  @Test
  void of_anythingElse_table() {
    for (String sql :
        List.of(
            "select * from account",
            "select * from account where x = 1",
            "select * from account where id = 1 or x = 2",
            "select * from account where id = 1 + 1",
            "select * from account where not (id = 1)",
            "select * from account where balance_id = 1",
            "select * from account where id > 1")) {
      assertThat(of(sql).reads()).as(sql).containsExactly(TABLE);
    }
  }

  @Test
  void of_unknown_everything() {
    for (String sql :
        List.of(
            "select * from overview",
            "select spend(1)",
            "truncate account",
            "update hooked set x = 1 where id = 1",
            "with gone as (delete from account returning *) select * from gone")) {
      assertThat(of(sql).all()).as(sql).isTrue();
    }
  }

  @Test
  void of_insertWithForeignKey_sharesTheParentsKeys() {
    Footprint insert = of("insert into ledger (id, account_id) values (?, ?)", "7", "1");
    assertThat(insert.writes()).containsExactly(new Item("ledger", "7"));
    assertThat(insert.shares()).containsExactly(new Item("account keys", ""));
  }

  @Test
  void of_insertOfWhatOthersReferTo_writesItsOwnKeyAlone() {
    Footprint insert = of("insert into account (id, x) values (?, ?)", "7", "1");
    assertThat(insert.writes())
        .containsExactlyInAnyOrder(new Item("account", "7"), new Item("account keys", "7"));
  }

  @Test
  void of_batch_whatItsStatementsTouch() {
    String insert = "insert into account (id, x) values (?, ?)";
    assertThat(of(batch(insert, insert), "7", "1", "8", "1").writes())
        .contains(new Item("account", "7"), new Item("account", "8"));
    Footprint mixed =
        of(
            batch(
                "update ledger set x = 1 where id = 5 -- 'first",
                "update account set x = ? where id = ?"),
            "1",
            "2");
    assertThat(mixed.writes()).containsExactlyInAnyOrder(new Item("ledger", "5"), ROW_2);
    assertThat(of(batch(insert, "call spend(1)"), "7", "1").all()).isTrue();
  }

  private static String batch(String... statements) {
    return String.join("\n/* and */\n", statements);
  }

  @Test
  void mayMeet_rowsOfTwoStatements_onlyWhereTheyMayBeTheSame() {
    String update = "update account set x = 5 where id = ?";
    Step locked = step(update, "1");
    assertThat(mayMeet(step(update, "1"), locked)).isTrue();
    assertThat(mayMeet(step(update, "2"), locked)).isFalse();
    assertThat(mayMeet(step("update account set x = 5 where x = 1"), locked)).isTrue();
    assertThat(mayMeet(step("select anything()"), locked)).isTrue();
    assertThat(mayMeet(step("select x from account where id = ?", "1"), locked)).isFalse();
  }

  private boolean mayMeet(Step step, Step locked) {
    return statements.observer().mayMeet(step, locked);
  }

  private Footprint of(String sql, String... binds) {
    return statements.of(step(sql, binds));
  }

  private static Step step(String sql, String... binds) {
    return new Step(
        0,
        0,
        Step.Kind.STATEMENT,
        sql,
        List.of(binds),
        1,
        0,
        Isolation.READ_COMMITTED,
        true,
        false,
        "");
  }

  private static Table table(
      String name, List<Table.ForeignKey> parents, Set<String> children, boolean hooked) {
    return new Table(
        name,
        List.of(
            new Table.Column("id", "integer", false, false),
            new Table.Column("x", "integer", false, false)),
        List.of("id"),
        parents,
        children,
        hooked,
        Set.of());
  }
}
