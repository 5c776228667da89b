package dev.overdraft.scenarios;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.util.Optional;

/**
 * What the broken code comes to on one engine at one level. The fix has to hold wherever something
 * is stated.
 *
 * @param engine as its makers write it, like {@link Dialect#label()}; engines that cannot be
 *     explored here are named too
 * @param breaks whether some schedule breaks the rule
 * @param note what happens instead, or what has to be set; else empty
 */
public record Where(String engine, Isolation level, boolean breaks, Basis basis, String note) {

  /** How it is known. */
  public enum Basis {
    /** Seen; on an engine that is explored here, by every run of the whole suite. */
    MEASURED,
    /** A manual, a paper or a public bug report says so. */
    DOCUMENTED,
    /** It follows from the engine's rules. */
    REASONED
  }

  /**
   * What has to be set for it; empty if nothing has. Where {@code innodb_snapshot_isolation} is on,
   * as it is by default from MariaDB 11.6.2 on, who writes a row that has changed since his
   * snapshot is refused with error 1020, and nothing is known here of what comes of that.
   *
   * @see <a
   *     href="https://mariadb.com/docs/server/server-usage/storage-engines/innodb/innodb-system-variables#innodb_snapshot_isolation">MariaDB,
   *     innodb_snapshot_isolation</a>
   */
  public Optional<String> condition() {
    return breaks && isOn(Dialect.MARIADB) && level == Isolation.REPEATABLE_READ
        ? Optional.of("with innodb_snapshot_isolation off")
        : Optional.empty();
  }

  /** Whether it speaks of that engine. */
  public boolean isOn(Dialect dialect) {
    return engine.equalsIgnoreCase(dialect.label());
  }
}
