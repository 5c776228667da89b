package dev.overdraft.history.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.history.HistoryFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SniffTest {

  private static final int MANY = 50_000;

  private static Sniff sniff(String text) throws IOException {
    return Sniff.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void of_firstValue_tellsTheFormat() throws IOException {
    assertThat(sniff("{:type :ok}").format()).isEqualTo(Format.EDN);
    assertThat(sniff("#jepsen.history.Op{:type :ok}").format()).isEqualTo(Format.EDN);
    assertThat(sniff("[{\"type\" : \"ok\"}]").format()).isEqualTo(Format.JSON);
    assertThat(sniff("r(1,0,0,0)").format()).isEqualTo(Format.TEXT);
    assertThat(sniff("{\"type\":\"opening\",\"workload\":\"counter\"}").workload())
        .contains(Workload.COUNTER);
    assertThat(sniff("{\"type\":\"opening\"}").bank()).isTrue();
  }

  @Test
  void of_moreSpaceAndCommentsThanIsLookedAt_looksBehindThem() throws IOException {
    for (String much : new String[] {"; a comment\n", "# a comment\n", " \n", ",", "\r\n"}) {
      assertThat(sniff(much.repeat(MANY) + "[{:type :ok}]").format()).isEqualTo(Format.EDN);
      assertThat(sniff(much.repeat(MANY) + "{\"type\":\"ok\"}").format()).isEqualTo(Format.JSON);
      assertThat(sniff(much.repeat(MANY) + "w(1,2,0,0)").format()).isEqualTo(Format.TEXT);
    }
  }

  @Test
  void of_nothingOrSomethingElse_saysWhere() {
    for (String nothing :
        new String[] {"", "\n", "; only a comment", "# d\n\n", " ".repeat(MANY)}) {
      assertThatThrownBy(() -> sniff(nothing))
          .isInstanceOf(HistoryFormatException.class)
          .hasMessage("line 1: there is nothing in it");
    }
    assertThatThrownBy(() -> sniff("; c\n\n# d\nhello"))
        .isInstanceOf(HistoryFormatException.class)
        .hasMessage("line 4: neither EDN nor JSON nor plain text: it begins with 'hello'");
  }
}
