package dev.overdraft.junit;

import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring: a wallet whose guard is part of the statement that takes the money. */
@ExtendWith(Overdraft.class)
class SpringWalletRaces {

  @Interleavings(budget = "10s")
  void twoWithdrawals(Race race) throws SQLException {
    var wallet = new Wallet(race.dataSource());
    race.schema("create table account (id int primary key, balance int not null)")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> wallet.withdraw(1, 80))
        .actor("bob", () -> wallet.withdraw(1, 80))
        .invariant("no negative balance", "select count(*) = 0 from account where balance < 0")
        .serialEquivalence();
  }

  /** The application. */
  static class Wallet {
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;

    Wallet(DataSource dataSource) {
      this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
      this.jdbc = new JdbcTemplate(dataSource);
    }

    boolean withdraw(int id, int cents) {
      return Objects.requireNonNull(transaction.execute(status -> take(jdbc, id, cents)));
    }

    boolean take(JdbcTemplate sql, int id, int cents) {
      return sql.update(
              "update account set balance = balance - ? where id = ? and balance >= ?",
              cents,
              id,
              cents)
          == 1;
    }
  }
}
