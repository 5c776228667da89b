package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers beside the bundled one; skipped by name where their programs are not on this machine. */
class PostgresVersionsIT {

  @ParameterizedTest
  @ValueSource(strings = {"15", "16", "17", "18"})
  void start_thatVersion_isThatVersionAndDurable(String version) throws SQLException {
    started("embedded:" + version, version);
  }

  @Test
  void start_installedOnThisMachine_isTheOneAtThatPath() throws SQLException {
    Path home = Path.of("/usr/lib/postgresql/15");
    if (!Files.isDirectory(home)) {
      abort("skipped: no PostgreSQL is installed in " + home);
    }
    started("embedded:" + home, "15");
  }

  private static void started(String choice, String version) throws SQLException {
    try (Engine engine = Engines.start(choice, Optional.empty(), Optional.empty())) {
      Settings settings = engine.target().readSettings(Isolation.READ_COMMITTED);
      assertThat(settings.version()).startsWith(version + ".");
      assertThat(settings.durable()).isTrue();
      assertThat(engine.describe()).isEqualTo("embedded PostgreSQL " + settings.version());
    } catch (EngineException absent) {
      if (String.valueOf(absent.getMessage()).contains("neither on the class path")) {
        abort("skipped: " + absent.getMessage());
      }
      throw absent;
    }
  }
}
