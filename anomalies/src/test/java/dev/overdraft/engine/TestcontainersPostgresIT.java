package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.Isolation;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Needs Docker: {@code -Dgroups=testcontainers -Doverdraft.excluded=}. */
@Tag("testcontainers")
class TestcontainersPostgresIT {

  @Test
  void start_image_durable() throws SQLException {
    try (Engine engine = Engines.start("testcontainers", Optional.empty(), Optional.empty())) {
      assertThat(engine.target().readSettings(Isolation.READ_COMMITTED).durable()).isTrue();
      assertThat(engine.describe()).contains("container");
    }
  }
}
