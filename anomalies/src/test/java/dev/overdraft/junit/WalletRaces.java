package dev.overdraft.junit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** Plain JDBC: a wallet that locks the row that it reads. */
@ExtendWith(Overdraft.class)
class WalletRaces {

  @Interleavings(budget = "10s")
  void twoWithdrawals(Race race) throws SQLException {
    var wallet = new Wallet(race.dataSource());
    race.schema("create table account (id int primary key, balance int not null)")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> wallet.withdraw(1, 80))
        .actor("bob", () -> wallet.withdraw(1, 80))
        .invariant("no negative balance", "select count(*) = 0 from account where balance < 0")
        .serialEquivalence()
        .mustFailWithout("for update");
  }

  /** The application. */
  static class Wallet {
    private final DataSource dataSource;

    Wallet(DataSource dataSource) {
      this.dataSource = dataSource;
    }

    String lock() {
      return " for update";
    }

    boolean withdraw(int id, int cents) throws SQLException {
      try (Connection connection = dataSource.getConnection()) {
        connection.setAutoCommit(false);
        int balance = balance(connection, id);
        if (balance < cents) {
          return false;
        }
        try (PreparedStatement update =
            connection.prepareStatement("update account set balance = ? where id = ?")) {
          update.setInt(1, balance - cents);
          update.setInt(2, id);
          update.executeUpdate();
        }
        connection.commit();
        return true;
      }
    }

    private int balance(Connection connection, int id) throws SQLException {
      try (PreparedStatement select =
          connection.prepareStatement("select balance from account where id = ?" + lock())) {
        select.setInt(1, id);
        try (var row = select.executeQuery()) {
          row.next();
          return row.getInt(1);
        }
      }
    }
  }
}
