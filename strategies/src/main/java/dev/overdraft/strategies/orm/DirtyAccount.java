package dev.overdraft.strategies.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.OptimisticLockType;
import org.hibernate.annotations.OptimisticLocking;

/** The account without a version column, whose changed columns are compared instead. */
@Entity
@Table(name = "account")
@DynamicUpdate
@OptimisticLocking(type = OptimisticLockType.DIRTY)
public class DirtyAccount {
  @Id private long id;
  private long balance;

  /** For Hibernate. */
  protected DirtyAccount() {}

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
