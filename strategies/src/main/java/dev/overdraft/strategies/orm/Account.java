package dev.overdraft.strategies.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The account as an entity without a version: whoever flushes last wins. */
@Entity
@Table(name = "account")
public class Account {
  @Id private long id;
  private long balance;

  /** For Hibernate. */
  protected Account() {}

  public long getId() {
    return id;
  }

  public long getBalance() {
    return balance;
  }

  public void setBalance(long balance) {
    this.balance = balance;
  }
}
