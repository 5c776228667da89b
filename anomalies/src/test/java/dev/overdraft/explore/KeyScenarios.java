package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.guard;
import static dev.overdraft.explore.SmallScenarios.inOrder;

import java.sql.Connection;
import java.sql.PreparedStatement;
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
                new Accounts(explorer.dataSource()),
                "delete from booking where id = 1",
                "update booking set slot = 'A' where id = 2")
            .given("insert into booking (id, slot) values (1, 'A'), (2, 'B')"));
  }

  /** The second row of a batch is the one that another inserts, or looks for. */
  static void guardBatch(Explorer explorer) throws Exception {
    explorer.execute(Accounts.TABLE, "create table entry (id int primary key, cents int not null)");
    var accounts = new Accounts(explorer.dataSource());
    guard(
        explorer,
        afterwardsBothCount(
            accounts,
            connection -> batch(connection, 1, 3),
            connection ->
                Accounts.change(connection, "insert into entry (id, cents) values (3, 9)")));
    guard(
        explorer,
        afterwardsBothCount(
            accounts,
            connection -> batch(connection, 1, 3),
            connection -> Accounts.change(connection, "update entry set cents = 0 where id = 3")));
  }

  private static int batch(Connection connection, int... ids) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into entry (id, cents) values (?, 5)")) {
      for (int id : ids) {
        insert.setInt(1, id);
        insert.addBatch();
      }
      return insert.executeBatch().length;
    }
  }

  private static Scenario afterwardsBothCount(Accounts accounts, String alice, String bob) {
    return afterwardsBothCount(
        accounts,
        connection -> Accounts.change(connection, alice),
        connection -> Accounts.change(connection, bob));
  }

  private static Scenario afterwardsBothCount(
      Accounts accounts, Accounts.Work<Integer> alice, Accounts.Work<Integer> bob) {
    return SmallScenarios.both(() -> thenCounts(accounts, alice), () -> thenCounts(accounts, bob));
  }

  private static Object thenCounts(Accounts accounts, Accounts.Work<Integer> work)
      throws SQLException {
    Object changed;
    try {
      changed = accounts.transaction(work);
    } catch (SQLException refused) {
      changed = refused.getSQLState();
    }
    return changed + " " + inOrder(accounts, BOTH_COUNT);
  }
}
