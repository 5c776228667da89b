package dev.overdraft.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

class SkippedTest {

  @Test
  void execute_someAreSkipped_eachIsNamedWithItsReasonAndNoOther() {
    assertThat(said(Some.class))
        .containsExactlyInAnyOrder(
            "Skipped SkippedTest$Some > disabled(): by hand",
            "Skipped SkippedTest$Some > assumed(String) > engine 1: no h2 here");
  }

  @Test
  void execute_aWholeClassIsSkipped_itIsNamedOnce() {
    assertThat(said(All.class)).containsExactly("Skipped SkippedTest$All: all by hand");
  }

  private static String[] said(Class<?> tests) {
    var said = new ByteArrayOutputStream();
    var listener = new Skipped(new PrintStream(said, true, StandardCharsets.UTF_8));
    LauncherConfig alone =
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    LauncherFactory.create(alone)
        .execute(request().selectors(selectClass(tests)).build(), listener);
    return said.toString(StandardCharsets.UTF_8).lines().toArray(String[]::new);
  }

  static class Some {

    @Disabled("by hand")
    @Test
    void disabled() {}

    @Test
    void run() {}

    @ParameterizedTest(name = "engine {index}")
    @ValueSource(strings = {"h2", "derby"})
    void assumed(String engine) {
      assumeTrue(engine.equals("derby"), "skipped: no " + engine + " here");
    }
  }

  @Disabled("all by hand")
  static class All {

    @Test
    void one() {}

    @Test
    void other() {}
  }
}
