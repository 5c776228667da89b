package dev.overdraft.explore;

import dev.overdraft.explore.schema.Baseline;
import java.sql.SQLException;

/**
 * A scenario set up in a schema: what {@code given} says is there, until this is closed.
 *
 * @param before what there was before
 * @param start what there is now
 */
record Setting(Baseline before, Baseline start, Player player) implements AutoCloseable {
  @Override
  public void close() throws SQLException {
    try (before;
        start) {
      before.restore();
    }
  }
}
