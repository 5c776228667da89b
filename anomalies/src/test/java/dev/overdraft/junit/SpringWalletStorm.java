package dev.overdraft.junit;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.Receipt;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A team's own service on its own tables, in euros, by Spring: it locks wallets in their order. */
@ExtendWith(Overdraft.class)
class SpringWalletStorm {

  static final String[] TABLES = {
    "create table wallet (nr bigint primary key, owner text not null, euros numeric(12, 2))",
    "create table booking (wallet bigint references wallet, euros numeric(12, 2))"
  };

  @Storm(durationMillis = 1500)
  void lockedWallets(Trial trial) {
    trial
        .schema(TABLES)
        .accounts(
            "wallet", "nr", "euros * 100", "insert into wallet values (?, 'somebody', ? / 100.0)")
        .bank(source -> new Wallets(source, " for update"))
        .mustFailWithout("for update");
  }

  /** The application, behind the port of the storm. */
  record Wallets(JdbcTemplate sql, TransactionTemplate transaction, String lock) implements Bank {

    Wallets(DataSource source, String lock) {
      this(
          new JdbcTemplate(source),
          new TransactionTemplate(new JdbcTransactionManager(source)),
          lock);
    }

    @Override
    public Receipt transfer(Operation.Transfer t) {
      return book(Map.of(t.from(), -t.cents()), Map.of(t.to(), t.cents()));
    }

    @Override
    public Receipt withdraw(Operation.Withdraw w) {
      return book(Map.of(w.account(), -w.cents()), Map.of());
    }

    @Override
    public Receipt deposit(Operation.Deposit d) {
      return book(Map.of(), Map.of(d.account(), d.cents()));
    }

    private Receipt book(Map<Long, Long> debit, Map<Long, Long> credit) {
      Map<Long, Long> cents = new HashMap<>(debit);
      credit.forEach((nr, more) -> cents.merge(nr, more, Long::sum));
      List<Long> inOrder =
          Stream.of(debit, credit).flatMap(m -> m.keySet().stream()).distinct().sorted().toList();
      return Objects.requireNonNull(
          transaction.execute(
              status -> {
                for (long nr : inOrder) {
                  BigDecimal change = BigDecimal.valueOf(cents.getOrDefault(nr, 0L), 2);
                  List<BigDecimal> euros =
                      sql.queryForList(
                          "select euros from wallet where nr = ?" + lock, BigDecimal.class, nr);
                  if (euros.isEmpty() || euros.get(0).add(change).signum() < 0) {
                    status.setRollbackOnly();
                    return Receipt.refused("no such wallet, or too little in it");
                  }
                  sql.update(
                      "update wallet set euros = ? where nr = ?", euros.get(0).add(change), nr);
                  sql.update("insert into booking values (?, ?)", nr, change);
                }
                return Receipt.done();
              }));
    }

    @Override
    public Map<Long, Long> audit() {
      Map<Long, Long> cents = new HashMap<>();
      sql.query(
          "select nr, euros from wallet",
          row -> {
            cents.put(row.getLong(1), row.getBigDecimal(2).movePointRight(2).longValueExact());
          });
      return cents;
    }
  }
}
