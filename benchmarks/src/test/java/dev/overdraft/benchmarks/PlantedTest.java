package dev.overdraft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.Operation;
import dev.overdraft.storm.Threads;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.Receipt;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlantedTest {

  private static final String LOCKING = "select balance from account where id = ? for update";

  private final List<String> prepared = new ArrayList<>();
  private int transfers;

  @Test
  void slowed_fourTransfers_workOfFive() throws Exception {
    transfer(Planted.SLOWED, 4);
    assertThat(transfers).isEqualTo(5);
    transfer(Planted.NOTHING, 4);
    assertThat(transfers).isEqualTo(9);
  }

  @Test
  void unlocked_sameStatementsWithoutTheLock() throws Exception {
    transfer(Planted.UNLOCKED, 1);
    transfer(Planted.NOTHING, 1);
    assertThat(prepared).containsExactly("select balance from account where id = ?", LOCKING);
  }

  @Test
  void in_everyPlant_nameAndPromisesStay() {
    BankStrategy strategy = strategy();
    for (Planted planted : Planted.values()) {
      BankStrategy changed = planted.in(strategy);
      assertThat(changed.name()).isEqualTo(strategy.name());
      assertThat(changed.claims()).isSameAs(strategy.claims());
    }
  }

  private void transfer(Planted planted, int times) throws Exception {
    try (Bank bank = planted.in(strategy()).bank().open(Threads.around(dataSource()))) {
      for (int time = 0; time < times; time++) {
        bank.transfer(new Operation.Transfer(time, 1, 2, 10));
      }
    }
  }

  private BankStrategy strategy() {
    return BankStrategy.own("own", "counts", Bank.class, s -> new Counting(s.dataSource()));
  }

  /** Prepares what it is given and notes it. */
  private DataSource dataSource() {
    Connection connection =
        as(
            Connection.class,
            (method, arguments) -> {
              if (method.equals("prepareStatement")) {
                prepared.add(String.valueOf(arguments[0]));
              }
              return null;
            });
    return as(DataSource.class, (method, arguments) -> connection);
  }

  private interface Answer {
    @Nullable Object to(String method, Object[] arguments);
  }

  private static <T> T as(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.to(method.getName(), arguments)));
  }

  private final class Counting implements Bank {
    private final DataSource dataSource;

    Counting(DataSource dataSource) {
      this.dataSource = dataSource;
    }

    @Override
    public Receipt transfer(Operation.Transfer transfer) throws SQLException {
      transfers++;
      dataSource.getConnection().prepareStatement(LOCKING);
      return Receipt.done();
    }

    @Override
    public Receipt withdraw(Operation.Withdraw withdrawal) {
      return Receipt.done();
    }

    @Override
    public Receipt deposit(Operation.Deposit deposit) {
      return Receipt.done();
    }

    @Override
    public Map<Long, Long> audit() {
      return Map.of();
    }
  }
}
