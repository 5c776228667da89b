package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.InProcessEngine;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Operation;
import dev.overdraft.target.Dialect;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  /** Deposits end with an error. */
  private record Failing(Exception error) implements Bank {
    @Override
    public Receipt transfer(Operation.Transfer transfer) {
      return Receipt.done();
    }

    @Override
    public Receipt withdraw(Operation.Withdraw withdrawal) {
      return Receipt.done();
    }

    @Override
    public Receipt deposit(Operation.Deposit deposit) throws Exception {
      throw error;
    }

    @Override
    public Map<Long, Long> audit() {
      return Map.of();
    }

    @Override
    public void close() {}
  }

  private static Optional<String> refusal(Exception error) throws Exception {
    try (Engine engine = InProcessEngine.start(Dialect.H2);
        SchemaLease lease = SchemaLease.claim(engine.target(), "overdraft")) {
      BankStrategy strategy =
          BankStrategy.own("our-bank", "Fails", Failing.class, around -> new Failing(error));
      return new Rehearsal(engine.target(), lease.name())
          .refusal(strategy, Isolation.READ_COMMITTED);
    }
  }

  @Test
  void refusal_theEngineDoesNotUnderstand_itsWords() throws Exception {
    assertThat(refusal(new SQLException("no SKIP LOCKED here", "42000")))
        .contains("no SKIP LOCKED here");
    assertThat(refusal(new IllegalStateException(new SQLException("table is locked", "HY000"))))
        .contains("table is locked");
  }

  /** Left out, it would not be missed, and the rest would pass. */
  @Test
  void refusal_itsOwnCodeFails_none() throws Exception {
    assertThat(refusal(new NullPointerException("account is null"))).isEmpty();
    assertThat(refusal(new IllegalStateException("no connection URL"))).isEmpty();
  }
}
