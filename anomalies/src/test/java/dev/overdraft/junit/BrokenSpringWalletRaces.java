package dev.overdraft.junit;

import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/** The twin of {@link SpringWalletRaces} that looks first and takes later. */
@ExtendWith(Overdraft.class)
class BrokenSpringWalletRaces {

  @Interleavings(budget = "10s")
  void twoWithdrawals(Race race) throws SQLException {
    var wallet =
        new SpringWalletRaces.Wallet(race.dataSource()) {
          @Override
          boolean take(JdbcTemplate sql, int id, int cents) {
            Integer balance =
                sql.queryForObject("select balance from account where id = ?", Integer.class, id);
            if (Objects.requireNonNull(balance) < cents) {
              return false;
            }
            sql.update("update account set balance = ? where id = ?", balance - cents, id);
            return true;
          }
        };
    race.schema("create table account (id int primary key, balance int not null)")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> wallet.withdraw(1, 80))
        .actor("bob", () -> wallet.withdraw(1, 80))
        .serialEquivalence();
  }
}
