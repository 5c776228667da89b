package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerOptionsTest {

  private static ServerOptions options(String engine) {
    var options = new ServerOptions();
    options.engine = engine;
    return options;
  }

  @Test
  void password_userInTheUrl_theEnvironments() {
    assertThat(options("jdbc:postgresql://db/test?user=me").password("right")).contains("right");
    assertThat(options("jdbc:postgresql://db/test").password(null)).isEmpty();
  }

  @Test
  void password_serverOfOurOwn_none() {
    assertThat(options("embedded").password("right")).isEmpty();
    assertThat(options("h2").password("right")).isEmpty();
  }
}
