package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.Receipt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ObserverEffectIT {

  private static Engine engine;
  private static SchemaLease lease;

  @BeforeAll
  static void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
    lease = SchemaLease.claim(engine.target(), "overdraft");
  }

  @AfterAll
  static void stop() {
    lease.close();
    engine.close();
  }

  private static ObserverEffect.Rates measure(BankStrategy.Factory bank) throws Exception {
    BankStrategy strategy = BankStrategy.own("deposits", "Deposits", Bank.class, bank);
    return new ObserverEffect(engine.target(), lease.name(), strategy, lease::recreate)
        .measure(4, 500);
  }

  @Test
  void measure_readsThenWrites_losesDepositsRecordedOrNot() throws Exception {
    ObserverEffect.Rates rates = measure(s -> new Deposits(s.dataSource(), false));
    assertThat(rates.recorded().lost()).as(rates.toString()).isPositive();
    assertThat(rates.bare().lost()).as(rates.toString()).isPositive();
    assertThat(rates.bare().deposits()).isGreaterThan(rates.bare().lost());
  }

  @Test
  void measure_addsInTheDatabase_losesNothing() throws Exception {
    ObserverEffect.Rates rates = measure(s -> new Deposits(s.dataSource(), true));
    assertThat(rates.recorded().deposits()).isPositive();
    assertThat(rates.recorded().lost()).isZero();
    assertThat(rates.bare().deposits()).isPositive();
    assertThat(rates.bare().lost()).isZero();
  }

  @Test
  void measure_depositFails_saysSo() {
    assertThatThrownBy(
            () ->
                measure(
                    s -> {
                      s.dataSource().getConnection().close();
                      return new Deposits(s.dataSource(), true) {
                        @Override
                        public Receipt deposit(Operation.Deposit deposit) throws SQLException {
                          throw new SQLException("no such luck");
                        }
                      };
                    }))
        .isInstanceOf(StormException.class)
        .hasMessageContaining("no such luck");
  }

  /** Deposits only: by one relative update, or by writing what was computed from a read. */
  private static class Deposits implements Bank {
    private final DataSource source;
    private final boolean relative;

    Deposits(DataSource source, boolean relative) {
      this.source = source;
      this.relative = relative;
    }

    @Override
    public Receipt deposit(Operation.Deposit deposit) throws SQLException {
      try (Connection connection = source.getConnection()) {
        long base = relative ? 0 : balance(connection, deposit.account());
        String set = relative ? "balance + ?" : "?";
        try (PreparedStatement update =
            connection.prepareStatement("update account set balance = " + set + " where id = ?")) {
          update.setLong(1, base + deposit.cents());
          update.setLong(2, deposit.account());
          update.executeUpdate();
        }
      }
      return Receipt.done();
    }

    private static long balance(Connection connection, long account) throws SQLException {
      try (PreparedStatement select =
          connection.prepareStatement("select balance from account where id = ?")) {
        select.setLong(1, account);
        try (ResultSet row = select.executeQuery()) {
          row.next();
          return row.getLong(1);
        }
      }
    }

    @Override
    public Receipt transfer(Operation.Transfer transfer) {
      return Receipt.refused("deposits only");
    }

    @Override
    public Receipt withdraw(Operation.Withdraw withdrawal) {
      return Receipt.refused("deposits only");
    }

    @Override
    public Map<Long, Long> audit() {
      return Map.of();
    }
  }
}
