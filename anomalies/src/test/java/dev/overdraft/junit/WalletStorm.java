package dev.overdraft.junit;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.Receipt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** A team's own service behind the bank's port: it locks the rows that it reads, in id order. */
@ExtendWith(Overdraft.class)
class WalletStorm {

  @Storm(durationMillis = 1500)
  void lockedWallet(Trial trial) {
    trial.bank(WalletBank::new).mustFailWithout("for update");
  }

  /** One change of one account. */
  record Move(long account, long cents) {}

  /** The application. */
  static class WalletBank implements Bank {
    private final DataSource dataSource;

    WalletBank(DataSource dataSource) {
      this.dataSource = dataSource;
    }

    String lock() {
      return " for update";
    }

    @Override
    public Receipt transfer(Operation.Transfer t) throws SQLException {
      return all(new Move(t.from(), -t.cents()), new Move(t.to(), t.cents()));
    }

    @Override
    public Receipt withdraw(Operation.Withdraw w) throws SQLException {
      return all(new Move(w.account(), -w.cents()));
    }

    @Override
    public Receipt deposit(Operation.Deposit d) throws SQLException {
      return all(new Move(d.account(), d.cents()));
    }

    private Receipt all(Move... moves) throws SQLException {
      List<Move> inOrder =
          Stream.of(moves).sorted(Comparator.comparingLong(Move::account)).toList();
      try (Connection connection = dataSource.getConnection()) {
        connection.setAutoCommit(false);
        for (Move move : inOrder) {
          OptionalLong balance = balance(connection, move.account());
          if (balance.isEmpty() || balance.getAsLong() + move.cents() < 0) {
            connection.rollback();
            return Receipt.refused("no such account, or too poor");
          }
          save(connection, move.account(), balance.getAsLong() + move.cents());
        }
        connection.commit();
        return Receipt.done();
      }
    }

    private OptionalLong balance(Connection connection, long id) throws SQLException {
      try (PreparedStatement select =
          connection.prepareStatement("select balance from account where id = ?" + lock())) {
        select.setLong(1, id);
        try (var row = select.executeQuery()) {
          return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
      }
    }

    private static void save(Connection connection, long id, long balance) throws SQLException {
      try (PreparedStatement update =
          connection.prepareStatement("update account set balance = ? where id = ?")) {
        update.setLong(1, balance);
        update.setLong(2, id);
        update.executeUpdate();
      }
    }

    @Override
    public Map<Long, Long> audit() throws SQLException {
      Map<Long, Long> balances = new LinkedHashMap<>();
      try (Connection connection = dataSource.getConnection();
          PreparedStatement select =
              connection.prepareStatement("select id, balance from account");
          var rows = select.executeQuery()) {
        while (rows.next()) {
          balances.put(rows.getLong(1), rows.getLong(2));
        }
      }
      return balances;
    }
  }
}
