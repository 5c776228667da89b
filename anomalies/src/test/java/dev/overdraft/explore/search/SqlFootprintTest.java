package dev.overdraft.explore.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.schema.Table;
import dev.overdraft.explore.search.Footprint.Item;
import dev.overdraft.target.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Texts that are easily misread. */
class SqlFootprintTest {

  private static final Item ROW_1 = new Item("account", "1");
  private static final Item OWED_1 = new Item("Owed", "1");
  private static final Item ACCOUNT = new Item("account", "");

  @Test
  void of_quoteInAValue_hidesNoOr() {
    String where = "select x from account where owner = 'O''Brien' or city = 'Bonn' and id = 1";
    assertThat(of(where).reads()).containsExactly(ACCOUNT);
  }

  @Test
  void of_whatLooksLikeAComment_hidesNoLock() {
    assertThat(of("select x from account where id = 1 and note = 'a--b' for update").writes())
        .contains(ROW_1);
    assertThat(of("select x from account where note = '/*' and id = 1 for update").writes())
        .contains(ROW_1);
  }

  @Test
  void of_conditionInAValue_fixesNoRow() {
    for (String sql :
        List.of(
            "select x from account where note = 'a and id = 1 and b'",
            "select x from account where note = ' where id = 1 and b'")) {
      assertThat(of(sql).reads()).as(sql).containsExactly(ACCOUNT);
    }
  }

  @Test
  void of_valueThatLooksLikeMoreValues_oneRowStill() {
    assertThat(of("insert into account (note, id) values ('a, 5)', 3)").writes())
        .containsExactly(new Item("account", "3"));
    assertThat(of("insert into account (id, note) values ('A''b', '')").writes())
        .containsExactly(new Item("account", "a''b"));
  }

  @Test
  void of_endOfAStringUncertain_everything() {
    for (String sql :
        List.of(
            "select x from account where note = 'a\\' and id = 1",
            "select x from account where note = $$ a' or '$$ and id = 1",
            "select x from account where note = $a$ ' $a$ and id = 1")) {
      assertThat(of(sql).all()).as(sql).isTrue();
    }
    assertThat(of("select x from account where note = 'a $$' and id = 1").reads())
        .containsExactly(ROW_1);
  }

  /** Somewhere {@code '01'} is the number 1, and {@code 'a '} is {@code 'A'}. */
  @Test
  void of_keyWrittenInAnotherWay_sameRow() {
    assertThat(of("update account set x = 1 where id = '01'").writes()).containsExactly(ROW_1);
    assertThat(of("update account set x = 1 where id = '1.0 '").writes()).containsExactly(ROW_1);
    assertThat(of("update account set x = 1 where id = 'A '").writes())
        .containsExactly(new Item("account", "a"));
    assertThat(of("update account set x = 1 where id = 'é'").writes()).containsExactly(ACCOUNT);
  }

  @Test
  void of_conditionThatIsToBeFalse_table() {
    assertThat(of("select x from account where (id = 1) is false").reads())
        .containsExactly(ACCOUNT);
  }

  /** What is updated instead of inserted may take another row's unique value. */
  @Test
  void of_insertThatUpdatesInstead_isAnUpdateToo() {
    Footprint upsert =
        of("insert into account (id, note) values (1, '') on conflict (id) do update set id = 7");
    assertThat(Event.conflict(upsert, of("update account set x = 1 where id = 7"))).isTrue();
    Footprint harmless =
        of("insert into account (id, x) values (1, 0) on conflict (id) do update set x = 7");
    assertThat(Event.conflict(harmless, of("update account set x = 1 where id = 7"))).isFalse();
  }

  @Test
  void of_doubleQuotes_onMariadbEverything() {
    String sql = "select x from account where note = \"b and id = 1 \"";
    assertThat(of(Dialect.MARIADB, sql).all()).isTrue();
    assertThat(of(Dialect.MARIADB, "select x from account where id = 1 # it's").all()).isTrue();
    assertThat(of("select x from \"account\" where \"id\" = 1").reads()).containsExactly(ROW_1);
  }

  @Test
  void of_otherWordsForOrAndNot_table() {
    for (String sql :
        List.of(
            "select x from account where x = 1 || id = 1",
            "select x from account where x = 1 xor id = 1",
            "select x from account where !(id = 1)")) {
      assertThat(of(Dialect.MARIADB, sql).reads()).as(sql).containsExactly(ACCOUNT);
    }
    assertThat(of("select x from account where id = 1 and x != 2").reads()).containsExactly(ROW_1);
  }

  /** The other row may be given the value that the deleted one has, or has left free. */
  @Test
  void of_deleteOfAUniqueValue_meetsUpdatesOfOtherRowsAlone() {
    Footprint delete = of("delete from booking where id = 1");
    assertThat(Event.conflict(delete, of("update booking set x = 1 where id = 2"))).isTrue();
    assertThat(Event.conflict(delete, of("delete from booking where id = 2"))).isFalse();
    assertThat(Event.conflict(delete, of("select x from booking where id = 2 for update")))
        .isFalse();
  }

  /** The key that it is given is known to be none of those that are there. */
  @Test
  void of_insertWithAGeneratedKey_meetsEveryKeyThatMayBeIt() {
    Footprint insert = of("insert into ticket (x) values (0)");
    assertThat(Event.conflict(insert, of("insert into ticket (id, x) values (3, 0)"))).isTrue();
    assertThat(Event.conflict(insert, of("update ticket set x = 1 where id in (1, 3)"))).isTrue();
    assertThat(Event.conflict(insert, of("delete from ticket where id = 1"))).isTrue();
    assertThat(Event.conflict(insert, insert)).isTrue();
    assertThat(Event.conflict(insert, of("update ticket set x = 1 where id = 1"))).isFalse();
  }

  @Test
  void of_insertsWithKeysOfTheirOwn_meetOnlyIfTheyAreTheSame() {
    Footprint insert = of("insert into ticket (id, x) values (3, 0)");
    assertThat(Event.conflict(insert, of("insert into ticket (id, x) values (3, 1)"))).isTrue();
    assertThat(Event.conflict(insert, of("insert into ticket (id, x) values (4, 0)"))).isFalse();
    assertThat(Event.conflict(insert, of("delete from ticket where id = 1"))).isFalse();
  }

  private static Footprint of(String sql) {
    return of(Dialect.POSTGRESQL, sql);
  }

  @Test
  void of_deleteThatMayCascade_allThatReferInTurn() {
    assertThat(of("delete from account where id = 1").writes())
        .containsExactly(new Item("account", "1"));
    assertThat(of("delete from branch where id = 1").writes())
        .contains(Item.table("card"), Item.table("charge"), keys("card"));
    assertThat(of("update branch set id = 2 where id = 1").writes())
        .contains(Item.table("card"), Item.table("charge"));
    assertThat(of("delete from watched where id = 1").all()).isTrue();
  }

  /** Keys of two columns that share one, as of tenants. */
  @Test
  void of_foreignKeys_eachOfThemByAllItsColumns() {
    assertThat(of("insert into card (id, x) values (1, 1)").shares())
        .containsExactlyInAnyOrder(keys("person"), keys("branch"));
    assertThat(of("update card set branch_id = 1 where id = 1").shares())
        .containsExactly(keys("branch"));
    assertThat(of("update card set tenant = (select 1 where 1 = 1), \"Email\" = 'a'").shares())
        .containsExactlyInAnyOrder(keys("person"), keys("branch"));
    assertThat(of("update card set (x, branch_id) = (1, 2) where id = 1").shares())
        .contains(keys("branch"));
    assertThat(of("update card set x = 1 where branch_id = 1").shares()).isEmpty();
  }

  @Test
  void of_updateOfAUniqueColumn_meetsThoseWhoReferToTheRow() {
    Footprint rename = of("update person set email = 'b' where id = 1");
    assertThat(rename.writes()).contains(keys("person"), Item.table("card"));
    assertThat(Event.conflict(rename, of("insert into card (id, email) values (1, 'a')"))).isTrue();
    assertThat(of("update person set x = 1 where id = 1").writes())
        .containsExactlyInAnyOrder(new Item("person", "1"), Item.table("person unique"));
  }

  @Test
  void of_updateOfAKeyInCapitals_everyRow() {
    assertThat(of("update branch set id = 2 where id = 1").writes())
        .contains(Item.table("branch"), keys("branch"));
  }

  @Test
  void of_changeOfSeveralTables_everything() {
    for (String sql :
        List.of(
            "update account a join ticket t on t.id = a.id set t.x = 1",
            "update account a, ticket t set t.x = 1",
            "delete a from ticket t join account a on t.id = a.id",
            "delete from ticket using ticket join account on ticket.id = account.id")) {
      assertThat(of(Dialect.MARIADB, sql).all()).as(sql).isTrue();
    }
    assertThat(of("delete from ticket t using account a where t.id = a.id").writes())
        .containsExactly(new Item("ticket", "", true));
  }

  @Test
  void of_changeOfATableThatIsNotKnown_everything() {
    for (String sql :
        List.of(
            "update elsewhere set x = (select max(x) from account)",
            "update other.account set x = 1 where id = 1",
            "insert into elsewhere select id from account",
            "delete from elsewhere where id in (select id from account)")) {
      assertThat(of(sql).all()).as(sql).isTrue();
    }
  }

  @Test
  void of_wordsBeforeTheTable_thatTable() {
    for (String sql :
        List.of(
            "update ignore account set x = 1 where id = 1",
            "delete quick from account where id = 1;",
            "insert ignore into account(id, x) values (1, 0)",
            "insert into account(id, x) values (1, 0);")) {
      assertThat(of(Dialect.MARIADB, sql).all()).as(sql).isFalse();
      assertThat(of(Dialect.MARIADB, sql).writes()).as(sql).containsAnyOf(ROW_1, ACCOUNT);
    }
    assertThat(of("update only account set x = 1 where id = 1").writes()).contains(ROW_1);
    assertThat(of("delete from only account where id = 1").writes()).contains(ROW_1);
    assertThat(of("delete from account;").writes()).contains(ACCOUNT);
  }

  @Test
  void of_wordsThatAreNotKnown_everything() {
    for (String sql :
        List.of(
            "insert low_priority into account (id, x) values (1, 0)",
            "replace into account (id, x) values (1, 0)",
            "insert account (id, x) values (1, 0)")) {
      assertThat(of(Dialect.MARIADB, sql).all()).as(sql).isTrue();
    }
  }

  @Test
  void of_nameInCapitals_thatTable() {
    assertThat(of("select x from Owed where id = 1").reads()).containsExactly(OWED_1);
    assertThat(of("update OWED set x = (select max(x) from account) where id = 1").writes())
        .containsExactly(Item.table("Owed"));
    assertThat(of("update only \"Owed\" set x = 1 where id = 1").writes()).containsExactly(OWED_1);
    assertThat(of("select * from overview, account").all()).isTrue();
  }

  private static Item keys(String table) {
    return Item.table(table + " keys");
  }

  private static Footprint of(Dialect dialect, String sql) {
    var tables =
        List.of(
            table("account", false, List.of()),
            table("booking", false, List.of("x")),
            table("Owed", false, List.of()),
            parent("watched", "hooked"),
            child("hooked", "watched", true),
            child("charge", "card", false),
            table("ticket", true, List.of()),
            new Table(
                "person",
                columns("id", false),
                List.of("id"),
                List.of(),
                Set.of("card"),
                false,
                Set.of("Email")),
            new Table(
                "branch",
                columns("Id", false),
                List.of("Id"),
                List.of(),
                Set.of("card"),
                false,
                Set.of()),
            new Table(
                "card",
                columns("id", false),
                List.of("id"),
                List.of(
                    new Table.ForeignKey(
                        "person", List.of("tenant", "Email"), List.of("tenant", "Email")),
                    new Table.ForeignKey(
                        "branch", List.of("tenant", "branch_id"), List.of("x", "Id"))),
                Set.of("charge"),
                false,
                Set.of()));
    var catalog =
        new Catalog(
            dialect,
            tables.stream().collect(Collectors.toMap(Table::name, table -> table)),
            Set.of("Overview"),
            List.of());
    var start = new State(Map.of("ticket", List.of(List.of("1", "0"), List.of("2", "0"))));
    return new SqlFootprint(catalog, start).of(sql);
  }

  private static Table table(String name, boolean assigned, List<String> unique) {
    return new Table(
        name,
        columns("id", assigned),
        List.of("id"),
        List.of(),
        Set.of(),
        false,
        Set.copyOf(unique));
  }

  private static Table parent(String name, String child) {
    return new Table(
        name, columns("id", false), List.of("id"), List.of(), Set.of(child), false, Set.of());
  }

  private static Table child(String name, String parent, boolean hooked) {
    return new Table(
        name,
        columns("id", false),
        List.of("id"),
        List.of(new Table.ForeignKey(parent, List.of("x"), List.of("id"))),
        Set.of(),
        hooked,
        Set.of());
  }

  private static List<Table.Column> columns(String key, boolean assigned) {
    return List.of(
        new Table.Column(key, "integer", false, assigned),
        new Table.Column("x", "integer", false, false));
  }
}
