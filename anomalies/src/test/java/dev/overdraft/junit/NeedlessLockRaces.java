package dev.overdraft.junit;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/** Races that prove nothing about the lock that they are said to need, and so fail. */
@ExtendWith(Overdraft.class)
class NeedlessLockRaces {

  @Interleavings
  void lockBesideGuard(Race race) throws SQLException {
    race(
        race.mustFailWithout("for update"),
        new SpringWalletRaces.Wallet(race.dataSource()) {
          @Override
          boolean take(JdbcTemplate sql, int id, int cents) {
            sql.queryForList("select 1 from account where id = ? FOR UPDATE", id);
            return super.take(sql, id, cents);
          }
        });
  }

  @Interleavings
  void noLockAtAll(Race race) throws SQLException {
    race(race.mustFailWithout("for update"), new SpringWalletRaces.Wallet(race.dataSource()));
  }

  @Interleavings
  void clauseThatCutsTheStatement(Race race) throws SQLException {
    race(race.mustFailWithout("set"), new SpringWalletRaces.Wallet(race.dataSource()));
  }

  private static void race(Race race, SpringWalletRaces.Wallet wallet) throws SQLException {
    race.schema("create table account (id int primary key, balance int not null)")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> wallet.withdraw(1, 80))
        .actor("bob", () -> wallet.withdraw(1, 80))
        .serialEquivalence();
  }
}
