package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.Isolation;
import dev.overdraft.reports.check.Promise;
import dev.overdraft.target.Dialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engines' manuals say of their levels. */
class PromisesTest {

  @ParameterizedTest
  @CsvSource({
    "POSTGRESQL, READ_UNCOMMITTED, READ_COMMITTED",
    "POSTGRESQL, REPEATABLE_READ, SNAPSHOT_ISOLATION",
    "POSTGRESQL, SERIALIZABLE, SERIALIZABLE",
    "MARIADB, READ_UNCOMMITTED, READ_UNCOMMITTED",
    "MARIADB, REPEATABLE_READ, MONOTONIC_ATOMIC_VIEW",
    "MARIADB, SERIALIZABLE, SERIALIZABLE",
    "H2, READ_COMMITTED, READ_COMMITTED",
    "H2, SERIALIZABLE, SNAPSHOT_ISOLATION",
    "SQLITE, SERIALIZABLE, SERIALIZABLE"
  })
  void of_level_asTheManualSays(Dialect dialect, Isolation level, Level promised) {
    assertThat(Promises.of(dialect, level)).isEqualTo(new Promise(promised, Axis.PLAIN));
  }
}
