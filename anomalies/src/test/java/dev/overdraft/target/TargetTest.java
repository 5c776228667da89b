package dev.overdraft.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.history.Isolation;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://host/db?password=s3cret",
        "jdbc:postgresql://host/db?user=u&PASSWORD=s3cret&ssl=true",
        "jdbc:postgresql://host/db?sslpassword=s3cret",
        "jdbc:postgresql://user:s3cret@host/db",
        "jdbc:postgresql://user:s3cret@host:5432/db?password=s3cret",
        "jdbc:postgresql://user:x/s3cret@host/db",
      })
  void toString_passwordInUrlOrField_showsNeither(String url) {
    var target = Target.of(url, "u", "s3cret");

    assertThat(target.toString()).doesNotContain("s3cret").contains("host");
    assertThat(target.safeUrl()).doesNotContain("s3cret").contains("***");
    assertThat(target.unpooled(Isolation.SERIALIZABLE, "overdraft").toString())
        .doesNotContain("s3cret");
  }

  @Test
  void connect_urlThatTheDriverCannotRead_errorHidesThePassword() {
    var target = Target.of("jdbc:postgresql://host:notaport/db?password=s3cret", "u", "s3cret");

    assertThatThrownBy(() -> target.connect(Isolation.READ_COMMITTED))
        .hasMessageContaining("notaport")
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  void of_unknownEngine_listsTheKnownAndHidesTheUrl() {
    assertThatThrownBy(() -> Target.of("jdbc:oracle:thin:u/s3cret@host", "", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:postgresql:")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void require_missingClass_namesTheArtifact() {
    assertThatThrownBy(
            () -> MissingArtifactException.require("no.such.Driver", "PostgreSQL", "group:name"))
        .isInstanceOf(MissingArtifactException.class)
        .hasMessage("PostgreSQL needs group:name on the class path: add that artifact");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mariadb://host, jdbc:mariadb://host/od",
    "jdbc:mariadb://host:3307/, jdbc:mariadb://host:3307/od",
    "jdbc:mariadb://host/db?useSsl=true, jdbc:mariadb://host/od?useSsl=true",
    "jdbc:mariadb:loadbalance://one:1;two:2/db, jdbc:mariadb:loadbalance://one:1;two:2/od",
  })
  void urlTo_schemaOnMariadb_isThePath(String url, String expected) {
    assertThat(Dialect.MARIADB.urlTo(url, "od")).isEqualTo(expected);
    assertThat(Dialect.MARIADB.urlTo(url, "")).isEqualTo(url);
  }

  @Test
  void asOnPostgresql_repeatableReadOfInnodb_dependsOnSnapshotIsolation() {
    assertThat(mariadb("OFF").asOnPostgresql(Isolation.REPEATABLE_READ))
        .isEqualTo(Isolation.READ_COMMITTED);
    assertThat(mariadb("ON").asOnPostgresql(Isolation.REPEATABLE_READ))
        .isEqualTo(Isolation.REPEATABLE_READ);
    assertThat(mariadb("OFF").asOnPostgresql(Isolation.SERIALIZABLE))
        .isEqualTo(Isolation.SERIALIZABLE);
  }

  @Test
  void durable_mariadbWithAnUnsyncedBinaryLog_isNot() {
    assertThat(mariadb("OFF").durable()).isTrue();
    Map<String, String> logged = new HashMap<>(mariadb("OFF").values());
    logged.put("log_bin", "ON");
    logged.put("sync_binlog", "0");
    assertThat(new Settings(Dialect.MARIADB, "10.11.19", Isolation.SERIALIZABLE, logged).durable())
        .isFalse();
  }

  private static Settings mariadb(String snapshotIsolation) {
    return new Settings(
        Dialect.MARIADB,
        "10.11.19",
        Isolation.REPEATABLE_READ,
        Map.of(
            "innodb_snapshot_isolation",
            snapshotIsolation,
            "innodb_flush_log_at_trx_commit",
            "1",
            "innodb_doublewrite",
            "ON"));
  }
}
