package dev.overdraft.strategies.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;

/** The account as an entity that writes only the columns it has changed, and compares none. */
@Entity
@Table(name = "account")
@DynamicUpdate
public class DynamicAccount {
  @Id private long id;
  private long balance;
  private long version;

  /** For Hibernate. */
  protected DynamicAccount() {}

  public long getId() {
    return id;
  }

  public long getBalance() {
    return balance;
  }

  public void setBalance(long balance) {
    this.balance = balance;
  }

  /** Nobody counts it up here; it is there to be left alone. */
  public long getVersion() {
    return version;
  }
}
