package dev.overdraft.strategies.ledger;

import javax.sql.DataSource;

/**
 * The balance is the sum of the log, added up before each debit, at READ COMMITTED: {@code
 * log-sum-rc}.
 *
 * <p>An append-only log is often praised for having no lost updates, and indeed it has none: every
 * entry stays. Two debits of 80 both add up 100 and are both entered, and the account is at -60
 * with perfect books. No row is changed, so nothing waits for anything. REPEATABLE READ, which
 * saves stored balances, does not help here: this is write skew, and only SERIALIZABLE sees it.
 *
 * @see <a href="https://arxiv.org/abs/cs/0701157">Berenson et al. 1995, A5B and P3</a>
 */
public final class BrokenLogSum extends LogBank {

  public BrokenLogSum(DataSource dataSource) {
    super(dataSource);
  }
}
