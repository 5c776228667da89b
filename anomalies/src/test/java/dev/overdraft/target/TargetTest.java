package dev.overdraft.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.history.Isolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
