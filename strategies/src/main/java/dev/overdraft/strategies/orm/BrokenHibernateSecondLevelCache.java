package dev.overdraft.strategies.orm;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.Receipt;
import java.net.URI;
import java.util.List;
import java.util.Map;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.cache.jcache.ConfigSettings;
import org.hibernate.cfg.AvailableSettings;

/**
 * Checks the balance in the second-level cache, and debits in the database: {@code
 * hibernate-second-level-cache}.
 *
 * <p>{@code @Cache} makes {@code find} cheap: no SQL at all. It also makes it an answer from
 * another time, and from this process. Two instances of the application have a cache each; what one
 * of them writes, the other one's cache does not hear of, and goes on saying 100 while 20 are left.
 * No isolation level helps, SERIALIZABLE included, since the read that decides never reaches the
 * database. A cached balance may be shown; to spend money it has to be asked where the money is.
 *
 * @see <a href="https://docs.hibernate.org/orm/7.1/userguide/html_single/#caching">Hibernate 7 User
 *     Guide, Caching: nonstrict read-write allows stale data</a>
 * @see <a href="https://github.com/dhis2/dhis2-core/pull/24916">dhis2-core#24916</a>
 */
public final class BrokenHibernateSecondLevelCache implements Bank {

  private static final ClassLoader LOADER = BrokenHibernateSecondLevelCache.class.getClassLoader();

  private static final CachingProvider PROVIDER =
      Caching.getCachingProvider(
          "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider", LOADER);

  /** Instances of the application, behind a load balancer. */
  private final List<Node> nodes;

  public BrokenHibernateSecondLevelCache(DataSource dataSource) {
    nodes = List.of(new Node(dataSource, "a"), new Node(dataSource, "b"));
  }

  private Node node(Operation operation) {
    return nodes.get((int) (operation.id() % nodes.size()));
  }

  @Override
  public Receipt transfer(Operation.Transfer t) {
    return node(t).transfer(t);
  }

  @Override
  public Receipt withdraw(Operation.Withdraw w) {
    return node(w).withdraw(w);
  }

  @Override
  public Receipt deposit(Operation.Deposit d) {
    return node(d).deposit(d);
  }

  @Override
  public Map<Long, Long> audit() {
    return nodes.get(0).audit();
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
  }

  /** One instance, with a cache of its own. */
  private static final class Node extends HibernateBank {

    private final CacheManager caches;

    Node(DataSource dataSource, String name) {
      this(dataSource, PROVIDER.getCacheManager(URI.create("overdraft:" + name), LOADER));
    }

    private Node(DataSource dataSource, CacheManager caches) {
      super(
          dataSource,
          Map.of(
              AvailableSettings.USE_SECOND_LEVEL_CACHE,
              true,
              AvailableSettings.CACHE_REGION_FACTORY,
              "jcache",
              ConfigSettings.CACHE_MANAGER,
              caches,
              ConfigSettings.MISSING_CACHE_STRATEGY,
              "create"),
          CachedAccount.class);
      this.caches = caches;
    }

    @Override
    public void close() {
      super.close();
      caches.close();
    }

    @Override
    public Receipt transfer(Operation.Transfer t) {
      return inTransaction(
          session -> {
            if (!canPay(session, t.from(), t.cents())) {
              return Receipt.refused("insufficient funds");
            }
            boolean debitFirst = t.from() <= t.to();
            int rows =
                debitFirst ? add(session, t.from(), -t.cents()) : add(session, t.to(), t.cents());
            rows +=
                debitFirst ? add(session, t.to(), t.cents()) : add(session, t.from(), -t.cents());
            return rows == 2 ? Receipt.done() : Receipt.refused("no such account");
          });
    }

    @Override
    public Receipt withdraw(Operation.Withdraw w) {
      return inTransaction(
          session -> {
            if (!canPay(session, w.account(), w.cents())) {
              return Receipt.refused("insufficient funds");
            }
            add(session, w.account(), -w.cents());
            return Receipt.done();
          });
    }

    @Override
    public Receipt deposit(Operation.Deposit d) {
      return inTransaction(
          session ->
              add(session, d.account(), d.cents()) == 1
                  ? Receipt.done()
                  : Receipt.refused("no such account"));
    }

    /** Asks the cache, if this instance has ever loaded the account. */
    private static boolean canPay(Session session, long id, long cents) {
      CachedAccount account = session.find(CachedAccount.class, id);
      return account != null && account.getBalance() >= cents;
    }

    /** Takes or adds in the database; and this instance's cache, at least, forgets the account. */
    private static int add(Session session, long id, long cents) {
      return session
          .createMutationQuery(
              "update CachedAccount a set a.balance = a.balance + :cents where a.id = :id")
          .setParameter("cents", cents)
          .setParameter("id", id)
          .executeUpdate();
    }
  }
}
