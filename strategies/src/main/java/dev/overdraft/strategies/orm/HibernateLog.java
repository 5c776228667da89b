package dev.overdraft.strategies.orm;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.Retry;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Receipt;
import jakarta.persistence.LockModeType;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.Session;

/**
 * An account with entries as its children: a debit reads the account and adds up the children, and
 * writes a child. The account itself is read and not written, and how it is locked is what the
 * strategies below differ in.
 */
abstract class HibernateLog extends HibernateBank {

  private final LockModeType mode;
  private final Retry retry = new Retry(19);

  HibernateLog(DataSource dataSource, LockModeType mode) {
    super(dataSource, VersionedAccount.class, Entry.class);
    this.mode = mode;
  }

  @Override
  public final Receipt transfer(Operation.Transfer t) throws Exception {
    return retry.call(
        () ->
            inTransaction(
                session -> {
                  if (t.from() == t.to() || isMissing(session, t.to())) {
                    return Receipt.refused("it takes two accounts");
                  }
                  Receipt paid = debit(session, t.from(), t.cents(), t.id());
                  if (paid.accepted()) {
                    session.persist(new Entry(t.to(), t.cents(), t.id()));
                  }
                  return paid;
                }));
  }

  @Override
  public final Receipt withdraw(Operation.Withdraw w) throws Exception {
    return retry.call(
        () -> inTransaction(session -> debit(session, w.account(), w.cents(), w.id())));
  }

  @Override
  public final Receipt deposit(Operation.Deposit d) throws Exception {
    return retry.call(
        () ->
            inTransaction(
                session -> {
                  if (isMissing(session, d.account())) {
                    return Receipt.refused("no such account");
                  }
                  session.persist(new Entry(d.account(), d.cents(), d.id()));
                  return Receipt.done();
                }));
  }

  private Receipt debit(Session session, long id, long cents, long operation) {
    VersionedAccount account = session.find(VersionedAccount.class, id, mode);
    if (account == null) {
      return Receipt.refused("no such account");
    }
    long entered =
        session
            .createSelectionQuery(
                "select coalesce(sum(e.cents), 0) from Entry e where e.account = :id", Long.class)
            .setParameter("id", id)
            .getSingleResult();
    if (account.getBalance() + entered < cents) {
      return Receipt.refused("insufficient funds");
    }
    session.persist(new Entry(id, -cents, operation));
    return Receipt.done();
  }

  private static boolean isMissing(Session session, long id) {
    return session.find(VersionedAccount.class, id) == null;
  }

  @Override
  public final Map<Long, Long> audit() {
    Map<Long, Long> balances = new LinkedHashMap<>();
    sessions()
        .inSession(
            session ->
                session
                    .createNativeQuery(
                        Needs.Money.IN_ENTRIES.balances() + " order by 1", Object[].class)
                    .getResultList()
                    .forEach(
                        row ->
                            balances.put(
                                ((Number) row[0]).longValue(), ((Number) row[1]).longValue())));
    return balances;
  }
}
