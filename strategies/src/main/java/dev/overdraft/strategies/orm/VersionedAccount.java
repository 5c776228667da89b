package dev.overdraft.strategies.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** The account as an entity with a version: a flush on an old one throws. */
@Entity
@Table(name = "account")
public class VersionedAccount {
  @Id private long id;
  private long balance;
  @Version private long version;

  /** For Hibernate. */
  protected VersionedAccount() {}

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
