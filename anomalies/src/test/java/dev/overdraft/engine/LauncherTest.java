package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LauncherTest {
  private static final List<String> ADVICE = Collections.nCopies(30, "try this");

  @Test
  void told_adviceAfterTheError_beginsWithTheError() {
    String told = Launcher.told(log(List.of("installing", "1 [ERROR] no table"), ADVICE));

    assertThat(told).startsWith("its log from the first error on:\n1 [ERROR] no table\ntry this");
    assertThat(told.lines()).hasSize(21);
  }

  @Test
  void told_noError_isTheEnd() {
    String told = Launcher.told(log(ADVICE, List.of("no TERRORS here", "gone")));

    assertThat(told).startsWith("the end of its log:\ntry this").endsWith("here\ngone");
    assertThat(told.lines()).hasSize(21);
  }

  @Test
  void told_errorWithinTheEnd_isTheWholeEnd() {
    assertThat(Launcher.told(List.of("starting", "FATAL: no space left")))
        .isEqualTo("the end of its log:\nstarting\nFATAL: no space left");
  }

  @Test
  void told_emptyLog_isNothing() {
    assertThat(Launcher.told(List.of())).isEqualTo("the end of its log:\n");
  }

  private static List<String> log(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }
}
