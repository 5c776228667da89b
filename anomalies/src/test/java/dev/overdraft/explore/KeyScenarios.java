package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.guard;
import static dev.overdraft.explore.SmallScenarios.inOrder;

import java.sql.SQLException;

/**
 * What two may do to each other by keys alone, in tables of their own; each with an unrelated
 * conflict afterwards, so that there is something to explore in any case.
 */
final class KeyScenarios {

  private static final String BOTH_COUNT = "update account set version = version + 1 where id = 2";

  private KeyScenarios() {}

  /** A value that is free as soon as another row is deleted. */
  static void guardUniqueValue(Explorer explorer) throws Exception {
    explorer.execute(
        Accounts.TABLE,
        "create table booking (id int primary key, slot varchar(9) not null unique)");
    guard(
        explorer,
        afterwardsBothCount(
                explorer,
                new String[] {"delete from booking where id = 1"},
                new String[] {"update booking set slot = 'A' where id = 2"})
            .given("insert into booking (id, slot) values (1, 'A'), (2, 'B')"));
  }

  private static Scenario afterwardsBothCount(Explorer explorer, String[] alice, String[] bob) {
    var accounts = new Accounts(explorer.dataSource());
    return SmallScenarios.both(() -> thenCounts(accounts, alice), () -> thenCounts(accounts, bob));
  }

  private static Object thenCounts(Accounts accounts, String... statements) throws SQLException {
    Object changed;
    try {
      changed = inOrder(accounts, statements);
    } catch (SQLException refused) {
      changed = refused.getSQLState();
    }
    return changed + " " + inOrder(accounts, BOTH_COUNT);
  }
}
