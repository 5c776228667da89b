package dev.overdraft.history.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.history.HistoryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Streams that no honest tool writes: each ends in a sentence, long before memory does. */
class HostileFilesTest {

  private static final long SIZE = 6L << 20;
  private static final String SIGNS = "{}[]()\"\\:#_;, 1a";
  private static final Limits SMALL = new Limits(64, 1 << 12, 10_000, 1_000, 1 << 16);

  /** A beginning, and then one text over and over. */
  private static InputStream endless(String begin, String again) {
    byte[] first = begin.getBytes(StandardCharsets.ISO_8859_1);
    byte[] then = again.getBytes(StandardCharsets.ISO_8859_1);
    return new InputStream() {
      private long at;

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int from, int length) {
        if (at >= SIZE) {
          return -1;
        }
        for (int n = from; n < from + length; n++, at++) {
          into[n] =
              at < first.length ? first[(int) at] : then[(int) ((at - first.length) % then.length)];
        }
        return length;
      }
    };
  }

  private static Guess read(InputStream in, boolean edn) throws IOException {
    var names = new Names(SMALL);
    var guess = new Guess();
    try (Tokens tokens =
        edn ? new EdnTokens(in, names, SMALL) : new JsonTokens(in, names, SMALL)) {
      var pairing = new Pairing(guess);
      new EntryReader(tokens, names, SMALL).read(pairing);
      pairing.end();
    }
    return guess;
  }

  private static void assertRefused(String begin, String again, boolean edn, String reason) {
    HistoryFormatException error =
        assertThrows(
            HistoryFormatException.class, () -> read(endless(begin, again), edn), begin + again);
    String message = String.valueOf(error.getMessage());
    assertTrue(message.contains(reason), message);
    assertTrue(message.length() < 300, message);
  }

  @Test
  void nesting_ofAnyKind_isBounded() {
    assertRefused("", "[", true, "a vector within the vector");
    assertRefused("{:a ", "[", true, "more than 64 brackets open");
    assertRefused("{:type :ok :value ", "{1 ", true, "more than 64 brackets open");
    assertRefused("{:type :ok :value ", "#{", true, "more than 64 brackets open");
    assertRefused("{:type :ok :value ", "#_", true, "more than 64 values passed over");
    assertRefused("{\"a\":", "[", false, "depth");
  }

  @Test
  void tokens_ofAnyKind_areBounded() {
    String reason = "of more than 4,096 bytes";
    assertRefused("{:type :ok :error \"", "x", true, reason);
    assertRefused("{:type :ok :error \"", "\\\"", true, reason);
    assertRefused("{:type :ok :error :", "k", true, reason);
    assertRefused("{:type :ok :time ", "9", true, reason);
    assertRefused("{:type :ok :error #", "t", true, reason);
    assertRefused("{:type :ok :error \\", "c", true, reason);
    assertRefused("{\"type\":\"", "x", false, "length");
    assertRefused("{\"time\":", "9", false, "length");
  }

  @Test
  void values_andNames_areBounded() {
    assertRefused("{:type :ok :value [", "1 ", true, "a value of more than 10,000 parts");
    assertRefused("{\"type\":\"ok\",\"value\":[1", ",1", false, "a value of more than 10,000 parts");
    var names = new StringBuilder("{:type :ok :value [");
    for (int n = 0; n < 2_000; n++) {
      names.append(":name").append(n).append(' ');
    }
    assertRefused(names.toString(), "x", true, "more than 1,000 different names");
  }

  @Test
  void bytes_thatAreNoText_areNamed() {
    assertRefused("{:type :ok", "\0", true, "a zero byte");
    assertRefused("{:type :ok :error \"", "\0", true, "a zero byte in a string");
    assertRefused("{:type :ok} ", "\u00ff\u00fe", true, "of more than 4,096 bytes");
    assertRefused("{:type :ok :error \"\u00c3\" ", "1 ", true, "bytes that are not UTF-8");
    assertRefused("{\"type\":\"\u00ff\u00ff", "x", false, "UTF-8");
  }

  @Test
  void processesWithoutEnd_areBounded() throws IOException {
    var names = new Names(SMALL);
    var pairing = new Pairing(asked -> true);
    var entry = new Entry();
    HistoryFormatException error =
        assertThrows(
            HistoryFormatException.class,
            () -> {
              for (int process = 0; process < 1_000_000; process++) {
                entry.clear();
                entry.type = Entry.Type.INVOKE;
                entry.process = process;
                pairing.accept(entry);
              }
            });
    assertTrue(String.valueOf(error.getMessage()).contains("open at once"));
    assertTrue(names.count() > 0);
  }

  @Test
  void spaceAndComments_withoutEnd_areJustNothing() throws IOException {
    for (String again : new String[] {" ", ",", "\n", ";", "; x\n", "#_ 1 "}) {
      assertTrue(read(endless("", again), true).workload().isEmpty(), again);
    }
    assertTrue(read(endless("{:type :ok ", ":a 1 "), true).workload().isEmpty());
  }

  /** Random damage to a good history: read or refused, and nothing else. */
  @Test
  void damage_anywhere_isReadOrRefused() throws IOException {
    String good =
        """
        {:type :invoke, :process 0, :f :txn, :value [[:r 5 nil] [:append "x" 11]] :error #tag{:a \\b}}
        {:type :ok, :process 0, :f :txn, :value [[:r 5 [1 2N 3/1]] [:append "x" 11]], :time 9}
        """
            .repeat(3);
    var random = new SplittableRandom(7);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        int damage = random.nextInt(3) == 0 ? random.nextInt(256) : SIGNS.charAt(random.nextInt(16));
        bytes[random.nextInt(bytes.length)] = (byte) damage;
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
      try {
        var names = new Names(Limits.DEFAULT);
        var transactions = new Transactions(Workload.LIST_APPEND, names, false);
        var in = new java.io.ByteArrayInputStream(bytes, 0, length);
        try (var tokens = new EdnTokens(in, names, Limits.DEFAULT)) {
          var pairing = new Pairing(transactions);
          new EntryReader(tokens, names, Limits.DEFAULT).read(pairing);
          pairing.end();
        }
        transactions.build(true);
      } catch (HistoryFormatException expected) {
        refused++;
      }
    }
    assertTrue(refused > 1_000 && refused < 20_000, "refused " + refused);
  }

  @Test
  void limits_tooNarrowForAnything_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Limits(1, 64, 16, 64, 4096));
    assertEquals(256, Limits.DEFAULT.depth());
  }
}
