package dev.overdraft.strategies.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * Builds a query that would lock the rows, and never runs it: {@code select-for-update-lazy}, as
 * the slide prints it.
 *
 * <p>{@code select_for_update().filter(…)} is a description in Django, as a {@link Callable} is one
 * here: until somebody calls it, nothing is sent. The line is there, the reviewer nods, and the
 * server sees two plain reads and two writes. Hibernate had its own form until 2024, {@code
 * refresh(entity, PESSIMISTIC_WRITE)} on a proxy that was never initialised; it sends the lock
 * today. Only looking at what is sent tells: the witness shows no {@code for update}.
 *
 * @see <a href="https://github.com/pirate/django-concurrency-talk">Nick Sweeting, Database
 *     Integrity in Django</a>
 * @see <a href="https://hibernate.atlassian.net/browse/HHH-17395">HHH-17395, mended in 2024</a>
 */
public final class BrokenSelectForUpdateLazy extends ReadThenWrite {

  public BrokenSelectForUpdateLazy(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException {
    List<Callable<OptionalLong>> locked = ids.stream().map(id -> selectForUpdate(tx, id)).toList();
    return locked.size() == ids.size()
        ? readEach(tx, ids, "select balance from account where id = ?")
        : Map.of();
  }

  /** A query that would lock the row; to be called by somebody. */
  private static Callable<OptionalLong> selectForUpdate(Tx tx, long id) {
    return () -> tx.number("select id from account where id = ? for update", id);
  }
}
