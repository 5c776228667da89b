package dev.overdraft.explore.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InThisJvmTest {

  @ParameterizedTest
  @CsvSource({
    "H2, jdbc:h2:mem:x, false",
    "H2, jdbc:h2:file:/tmp/tcp:x, false",
    "H2, jdbc:h2:./tcp, false",
    "H2, jdbc:h2:tcp://localhost/mem:x, true",
    "H2, jdbc:h2:SSL://localhost/mem:x, true",
    "HSQLDB, jdbc:hsqldb:mem:x, false",
    "HSQLDB, jdbc:hsqldb:file:/tmp/x, false",
    "HSQLDB, jdbc:hsqldb:hsql://localhost/x, true",
    "HSQLDB, jdbc:hsqldb:https://localhost/x, true",
    "DERBY, jdbc:derby:memory:x, false",
    "DERBY, jdbc:derby:/tmp/x, false",
    "DERBY, jdbc:derby://localhost:1527/x, true",
  })
  void isElsewhere_url_leadsToAnotherProcess(Dialect dialect, String url, boolean elsewhere) {
    assertThat(InThisJvm.isElsewhere(dialect, url)).isEqualTo(elsewhere);
  }

  @ParameterizedTest
  @CsvSource({
    "H2,     jdbc:h2:mem:guests",
    "HSQLDB, jdbc:hsqldb:mem:guests",
  })
  void over_userWhoIsNoAdministrator_refusedAndClosed(Dialect dialect, String url)
      throws SQLException {
    try (Connection owner = DriverManager.getConnection(url, "SA", "");
        Statement statement = owner.createStatement()) {
      statement.execute("create user guest password 'secret'");
      Connection guest = DriverManager.getConnection(url, "GUEST", "secret");

      assertThatIllegalArgumentException()
          .isThrownBy(() -> LockWaits.over(guest))
          .withMessageContaining(dialect.label() + " tells administrators alone")
          .withMessageContaining("GUEST");
      assertThat(guest.isClosed()).isTrue();

      LockWaits.over(DriverManager.getConnection(url, "SA", "")).close();
      statement.execute("shutdown");
    }
  }
}
