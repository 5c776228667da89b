package dev.overdraft.strategies.orm;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Hibernate sends when it is asked for a lock, as the strategies that misuse it tell. */
class HibernateLocksIT {

  @Entity(name = "Account")
  static class Account {
    @Id long id;
    long balance;
  }

  private final List<String> sent = new ArrayList<>();
  private SessionFactory bank;

  @BeforeEach
  void open() {
    StatementInspector listening =
        sql -> {
          sent.add(sql);
          return sql;
        };
    bank =
        new HibernatePersistenceConfiguration("locks")
            .managedClass(Account.class)
            .property(AvailableSettings.JAKARTA_JDBC_URL, "jdbc:h2:mem:locks;DB_CLOSE_DELAY=-1")
            .property(AvailableSettings.JAKARTA_HBM2DDL_DATABASE_ACTION, "create-drop")
            .property(AvailableSettings.STATEMENT_INSPECTOR, listening)
            .createEntityManagerFactory();
    bank.inTransaction(session -> session.persist(new Account()));
    sent.clear();
  }

  @AfterEach
  void close() {
    bank.close();
  }

  @Test
  void refresh_proxyThatWasNeverInitialised_readsUnderTheLock() {
    bank.inTransaction(
        session ->
            session.refresh(
                session.getReference(Account.class, 0L), LockModeType.PESSIMISTIC_WRITE));
    assertThat(sent).singleElement().asString().contains("balance").endsWith("for update");
  }

  @Test
  void lock_entityThatTheSessionHas_asksForNoBalance() {
    bank.inTransaction(
        session -> session.lock(session.find(Account.class, 0L), LockModeType.PESSIMISTIC_WRITE));
    assertThat(sent).hasSize(2);
    assertThat(sent.get(1)).endsWith("for update").doesNotContain("balance");
  }
}
