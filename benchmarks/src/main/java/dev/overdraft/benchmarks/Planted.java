package dev.overdraft.benchmarks;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** What is done to a strategy to see whether a comparison notices. */
public enum Planted {
  /** Nothing: any difference would be a false alarm. */
  NOTHING {
    @Override
    Bank open(BankStrategy strategy, Surroundings surroundings) throws Exception {
      return strategy.bank().open(surroundings);
    }
  },
  /**
   * A fifth fewer commits in the same time, whatever one costs: every fourth transfer is carried
   * out twice. To be measured, not to be judged.
   */
  SLOWED {
    @Override
    Bank open(BankStrategy strategy, Surroundings surroundings) throws Exception {
      return new Repeating(strategy.bank().open(surroundings), new AtomicLong());
    }
  },
  /** The same statements without {@code for update}. */
  UNLOCKED {
    @Override
    Bank open(BankStrategy strategy, Surroundings surroundings) throws Exception {
      return strategy.bank().open(new Unlocked(surroundings));
    }
  };

  private static final String LOCK = " for update";

  abstract Bank open(BankStrategy strategy, Surroundings surroundings) throws Exception;

  /** The strategy with this done to it, which promises what it promised. */
  public BankStrategy in(BankStrategy strategy) {
    return new BankStrategy(
        strategy.name(),
        strategy.family(),
        strategy.summary(),
        strategy.kind(),
        strategy.twin(),
        strategy.isolation(),
        strategy.claims(),
        strategy.type(),
        around -> open(strategy, around),
        strategy.needs(),
        strategy.shown(),
        strategy.core());
  }

  /** Four transfers for the price of five. */
  private record Repeating(Bank bank, AtomicLong count) implements Bank {
    private static final int EVERY = 4;

    @Override
    public Receipt transfer(Operation.Transfer transfer) throws Exception {
      Receipt receipt = bank.transfer(transfer);
      if (count.incrementAndGet() % EVERY == 0) {
        return bank.transfer(transfer);
      }
      return receipt;
    }

    @Override
    public Receipt withdraw(Operation.Withdraw withdrawal) throws Exception {
      return bank.withdraw(withdrawal);
    }

    @Override
    public Receipt deposit(Operation.Deposit deposit) throws Exception {
      return bank.deposit(deposit);
    }

    @Override
    public Map<Long, Long> audit() throws Exception {
      return bank.audit();
    }

    @Override
    public void close() {
      bank.close();
    }
  }

  /** Surroundings whose connections prepare every query without its lock. */
  private record Unlocked(Surroundings around) implements Surroundings {
    @Override
    public DataSource dataSource() {
      return proxy(DataSource.class, around.dataSource());
    }

    @Override
    public Writer singleWriter(String name) {
      return around.singleWriter(name);
    }

    @Override
    public JvmLock jvmLock(String name) {
      return around.jvmLock(name);
    }
  }

  private static <T> T proxy(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().equals("prepareStatement")
                  && arguments[0] instanceof String sql) {
                arguments[0] = sql.replace(LOCK, "");
              }
              try {
                Object result = method.invoke(target, arguments);
                return result instanceof Connection connection
                    ? proxy(Connection.class, connection)
                    : result;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause() == null ? thrown : thrown.getCause();
              }
            }));
  }
}
