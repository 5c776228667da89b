package dev.overdraft.strategies.orm;

import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.Receipt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/**
 * A bank behind one session factory: each operation is a session with one transaction, committed if
 * it was accepted and rolled back otherwise.
 */
abstract class HibernateBank implements Bank {

  private final SessionFactory sessions;
  private final String entity;

  HibernateBank(DataSource dataSource, Class<?> entity, Class<?>... others) {
    this.entity = entity.getSimpleName();
    this.sessions =
        new HibernatePersistenceConfiguration("bank")
            .managedClass(entity)
            .managedClasses(others)
            .property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource)
            .property(AvailableSettings.ORDER_UPDATES, true)
            .createEntityManagerFactory();
  }

  final Receipt inTransaction(Function<Session, Receipt> work) {
    try (Session session = sessions.openSession()) {
      var transaction = session.beginTransaction();
      try {
        Receipt receipt = work.apply(session);
        if (receipt.accepted()) {
          transaction.commit();
        } else {
          transaction.rollback();
        }
        return receipt;
      } catch (RuntimeException error) {
        if (transaction.isActive()) {
          transaction.rollback();
        }
        throw error;
      }
    }
  }

  final SessionFactory sessions() {
    return sessions;
  }

  @Override
  public Map<Long, Long> audit() {
    return sessions.fromSession(
        session -> {
          Map<Long, Long> balances = new LinkedHashMap<>();
          session
              .createSelectionQuery(
                  "select a.id, a.balance from " + entity + " a order by a.id", Object[].class)
              .getResultList()
              .forEach(row -> balances.put((Long) row[0], (Long) row[1]));
          return balances;
        });
  }

  @Override
  public final void close() {
    sessions.close();
  }
}
