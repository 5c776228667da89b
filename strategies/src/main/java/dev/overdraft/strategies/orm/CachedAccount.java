package dev.overdraft.strategies.orm;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** The account as an entity that sessions of one process share in a second-level cache. */
@Entity
@Table(name = "account")
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.NONSTRICT_READ_WRITE)
public class CachedAccount {
  @Id private long id;
  private long balance;

  /** For Hibernate. */
  protected CachedAccount() {}

  public long getId() {
    return id;
  }

  public long getBalance() {
    return balance;
  }
}
