package dev.overdraft.explore.step;

import java.sql.SQLException;

/** A thread that is no actor used an explored data source while a schedule ran. */
public final class StrayThreadException extends SQLException {
  private static final long serialVersionUID = 1L;

  StrayThreadException(String thread, String sql) {
    super(
        "thread '"
            + thread
            + "' is no actor of this scenario, but runs '"
            + sql
            + "': work handed to other threads cannot be scheduled; call it on the actor's thread");
  }
}
