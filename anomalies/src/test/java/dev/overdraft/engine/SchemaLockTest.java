package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class SchemaLockTest {

  private static final Duration A_MOMENT = Duration.ofMillis(1);

  private final DataSource source =
      Target.of("jdbc:h2:mem:held;DB_CLOSE_DELAY=-1", "sa", "")
          .unpooled(Isolation.READ_COMMITTED, "PUBLIC");

  @Test
  void await_heldInThisJvm_refusesUntilItIsFree() throws SQLException {
    SchemaLock first = SchemaLock.await(source, "wallet_test", A_MOMENT);

    assertThatThrownBy(() -> SchemaLock.await(source, "wallet_test", A_MOMENT))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("another race or storm is using schema wallet_test");

    first.close();
    first.close();
    SchemaLock second = SchemaLock.await(source, "wallet_test", A_MOMENT);
    assertThatThrownBy(() -> SchemaLock.await(source, "wallet_test", A_MOMENT))
        .isInstanceOf(EngineException.class);
    second.close();
  }

  @Test
  void await_anotherSchemaIsHeld_doesNotWait() throws SQLException {
    try (Connection control = source.getConnection();
        SchemaLock first = SchemaLock.await(source, "one", A_MOMENT);
        SchemaLock second = SchemaLock.await(source, "other", A_MOMENT)) {
      first.hold(control);
      second.hold(control);
    }
  }
}
