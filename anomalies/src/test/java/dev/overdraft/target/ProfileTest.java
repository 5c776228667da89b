package dev.overdraft.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who answers, by what each says of itself. */
class ProfileTest {

  @ParameterizedTest
  @CsvSource({
    "POSTGRESQL, 'CockroachDB CCL v24.3.1 (x86_64-pc-linux-gnu, built 2024/12/10)', COCKROACHDB",
    "POSTGRESQL, 'PostgreSQL 15.2-YB-2.25.1.0-b0 on x86_64-pc-linux-gnu', YUGABYTEDB",
    "MARIADB, '8.0.11-TiDB-v8.5.0', TIDB",
    "POSTGRESQL, 'PostgreSQL 18.6 on x86_64-pc-linux-gnu, compiled by gcc', ",
    "MARIADB, '10.11.19-MariaDB-0+deb12u1', ",
    "MARIADB, 'CockroachDB CCL v24.3.1', ",
    "POSTGRESQL, '', "
  })
  void of_version_isRecognised(Dialect dialect, String version, Profile expected) {
    assertThat(Profile.of(dialect, version)).isEqualTo(Optional.ofNullable(expected));
  }
}
