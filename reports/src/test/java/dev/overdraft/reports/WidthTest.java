package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WidthTest {

  @Test
  void of_latin_oneEach() {
    assertThat(Width.of("1→2 ± ✗✓·")).isEqualTo(9);
  }

  @Test
  void of_wide_twoEach() {
    assertThat(Width.of("口座ア한")).isEqualTo(8);
    assertThat(Width.of("💸")).isEqualTo(2);
  }

  @Test
  void of_combining_none() {
    assertThat(Width.of("e\u0301")).isEqualTo(1);
  }

  @Test
  void clip_wideText_neverWiderThanAsked() {
    assertThat(Plain.clip("口座口座口座", 6)).isEqualTo("口座…");
    assertThat(Plain.clip("abcdef", 6)).isEqualTo("abcdef");
  }

  @Test
  void lines_longWord_cut() {
    assertThat(Paragraph.lines("a bcdefgh ij", 4)).containsExactly("a", "bcde", "fgh", "ij");
  }
}
