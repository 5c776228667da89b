package dev.overdraft.explore;

import dev.overdraft.explore.schema.Baseline;
import java.sql.SQLException;

/**
 * A scenario set up in a schema: what {@code given} says is there, until this is closed.
 *
 * @param before what there was before
 */
record Setting(Baseline before, Player player) implements AutoCloseable {
  @Override
  public void close() throws SQLException {
    before.restore();
  }
}
