package dev.overdraft.storm;

import java.sql.Connection;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * The bank's trigger on H2, which runs triggers of Java classes only: public, and made by name, for
 * H2's sake.
 */
public final class H2ForeignWrite implements Trigger {

  private static final int REVISION = 3;
  private static final int WRITER = 4;
  private static final long FOREIGN = -1;

  /** Counts the revision of a row that an update of somebody else's changes, and marks it. */
  @Override
  public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after) {
    if (before != null && after != null && before[REVISION].equals(after[REVISION])) {
      after[REVISION] = ((Number) before[REVISION]).longValue() + 1;
      after[WRITER] = FOREIGN;
    }
  }
}
