package dev.overdraft.strategies.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A movement on an account: the child rows of an account that is opened and never changed. */
@Entity
@Table(name = "entry")
public class Entry {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  private long account;
  private long cents;
  private long operation;

  /** For Hibernate. */
  protected Entry() {}

  Entry(long account, long cents, long operation) {
    this.account = account;
    this.cents = cents;
    this.operation = operation;
  }

  public @Nullable Long getId() {
    return id;
  }

  public long getAccount() {
    return account;
  }

  public long getCents() {
    return cents;
  }

  public long getOperation() {
    return operation;
  }
}
