package dev.overdraft.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  private static final List<String> SOURCE =
      """
      final class Wallet {

        /** Says no to nobody. */
        @Broken
        static void pay() {
          if (true) {
            send();
          }
        }

        @Fixed
        record Payment(int amount) {
        }
      }
      """
          .lines()
          .toList();

  @Test
  void marked_methodWithComment_wholeAndWithoutItsMark() {
    assertThat(Excerpt.marked(SOURCE, "  @Broken"))
        .isEqualTo(
            """
            /** Says no to nobody. */
            static void pay() {
              if (true) {
                send();
              }
            }
            """);
  }

  @Test
  void marked_nothingMarked_nothing() {
    assertThat(Excerpt.marked(List.of("final class Empty {}"), "  @Broken")).isEmpty();
  }

  @Test
  void of_everyAntiPattern_bothVariantsShowCode() {
    for (AntiPattern each : Scenarios.all()) {
      for (Variant variant : Variant.values()) {
        assertThat(Excerpt.of(each, variant)).as(each.name()).get().asString().contains("sql");
      }
    }
  }
}
