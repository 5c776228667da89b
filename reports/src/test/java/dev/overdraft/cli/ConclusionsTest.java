package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of which {@code check} may not say that they are as promised, though it finds nothing. */
class ConclusionsTest {

  @TempDir Path directory;

  private Ran check(String history, String... more) throws IOException {
    Path file = Files.writeString(directory.resolve("history"), history);
    String[] args = new String[more.length + 2];
    args[0] = "check";
    args[1] = file.toString();
    System.arraycopy(more, 0, args, 2, more.length);
    return Ran.overdraft(args);
  }

  @Test
  void check_withoutTimesNothingTookEffect_isInconclusive() throws IOException {
    Ran ran = check("{:type :fail :process 0 :f :txn :value [[:w 1 1]]}\n");

    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.out())
        .contains("Inconclusive: transactions took effect in fewer than two sessions");
  }

  @Test
  void check_textOfOneSession_isInconclusive() throws IOException {
    assertThat(check("w(1,5,0,0)\nr(1,5,0,1)\n").exitCode()).isEqualTo(4);
    assertThat(check("w(1,5,0,0)\nr(1,5,0,1)\nw(1,9,1,-1)\n").exitCode()).isEqualTo(4);
    assertThat(check("w(1,5,0,0)\nr(1,5,1,1)\n").exitCode()).isEqualTo(0);
  }

  /** Somebody who is not recorded wrote accounts 1 and 2, and each audit saw one of them. */
  @Test
  void check_bankWhoseLevelIsUnknown_isInconclusive() throws IOException {
    String audit =
        """
        {"type":"invoke","time":%1$d,"process":%1$d,"op":%1$d,"f":"audit"}
        {"type":"ok","time":1%1$d,"process":%1$d,"op":%1$d,"acknowledged":true,"attempts":1,"accesses":[["r",0,9,1,%2$d,%3$d,9],["r",0,9,2,%4$d,%5$d,9],["r",0,9,3,0,0,50],["r",0,9,4,0,0,50]],"value":{"1":9,"2":9,"3":50,"4":50}}
        """;
    String transfer =
        """
        {"type":"invoke","time":%1$d,"process":%1$d,"op":%1$d,"f":"transfer","value":{"from":3,"to":4,"amount":5}}
        {"type":"ok","time":1%1$d,"process":%1$d,"op":%1$d,"acknowledged":true,"attempts":1,"accesses":[["r",0,9,3,%2$s],["r",0,9,4,%3$s],["w",0,9,3,%4$s],["w",0,9,4,%5$s]]}
        """;
    String entry =
        """
        {"type":"ledger","sequence":%d,"writer":%d,"transaction":%1$d,"versions":[[3,%3$s],[4,%4$s]]}
        """;
    String row =
        "{\"type\":\"account\",\"account\":%d,\"revision\":%d,\"writer\":%d,\"cents\":%d}\n";
    String history =
        """
        {"type":"opening","value":{"1":9,"2":9,"3":50,"4":50}}
        {"type":"statement","statement":0,"sql":"select"}
        """
            + audit.formatted(0, 1, 99_999, 0, 0)
            + audit.formatted(1, 0, 0, 1, 99_999)
            + transfer.formatted(2, "0,0,50", "0,0,50", "1,3073,45", "1,3073,55")
            + transfer.formatted(3, "1,3073,45", "1,3073,55", "2,4097,40", "2,4097,60")
            + entry.formatted(1, 3073, "1,3073,45", "1,3073,55")
            + entry.formatted(2, 4097, "2,4097,40", "2,4097,60")
            + row.formatted(1, 1, 99_999, 9)
            + row.formatted(2, 1, 99_999, 9)
            + row.formatted(3, 2, 4097, 40)
            + row.formatted(4, 2, 4097, 60)
            + "{\"type\":\"end\",\"accounts\":4}\n";
    Ran ran = check(history);

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.out())
        .contains("Found nothing")
        .contains("Inconclusive: whether serializability holds could not be decided");
  }
}
