package dev.overdraft.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChromiumIT {

  private static Path binary;

  @BeforeAll
  static void installed() {
    Optional<Path> found = Chromium.find();
    assumeTrue(found.isPresent(), "skipped: no Chromium is installed here (apt install chromium)");
    binary = found.get();
  }

  /** Its helpers live on for a moment, and make what they miss again. */
  @Test
  void close_withAPageOpen_leavesNoProcessAndNoProfile() throws Exception {
    List<ProcessHandle> all;
    Path profile;
    try (Chromium browser = Chromium.start(binary)) {
      browser.page(400, 300, false);
      all = browser.processes();
      profile = browser.profile();
      assertThat(profile).isDirectory();
      assertThat(all).hasSizeGreaterThan(1);
    }

    assertThat(all).noneMatch(ProcessHandle::isAlive);
    assertThat(profile).doesNotExist();
  }
}
