package dev.overdraft.history.format;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.HistoryFormatException;
import dev.overdraft.history.HistoryReader;
import dev.overdraft.history.txn.TxnHistory;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file that holds a history in one of the known {@linkplain Format formats}, compressed with gzip
 * or not.
 *
 * <p>Whatever is in the file, reading it ends, takes memory in proportion to the operations that
 * are kept, and throws nothing but an {@link IOException}: a {@link HistoryFormatException} names
 * the place at fault. A file that breaks off gives the operations before the break.
 */
public final class HistoryFile {

  private final Path file;
  private final Limits limits;
  private final Sniff sniff;

  private HistoryFile(Path file, Limits limits, Sniff sniff) {
    this.file = file;
    this.limits = limits;
    this.sniff = sniff;
  }

  /** Looks at the beginning of {@code file}. */
  public static HistoryFile of(Path file) throws IOException {
    return of(file, Limits.DEFAULT);
  }

  /** The same, within other limits. */
  public static HistoryFile of(Path file, Limits limits) throws IOException {
    try (InputStream in = open(file)) {
      return new HistoryFile(file, limits, Sniff.of(in));
    }
  }

  /** The format, by the first bytes. */
  public Format format() {
    return sniff.format();
  }

  /** What its operations look like, if they look like anything. */
  public Optional<Workload> guess() throws IOException {
    return switch (format()) {
      case TEXT -> Optional.of(Workload.RW_REGISTER);
      case OVERDRAFT -> sniff.workload().isPresent() ? sniff.workload() : guessFromOperations();
      case EDN, JSON -> guessFromOperations();
    };
  }

  private Optional<Workload> guessFromOperations() throws IOException {
    var guess = new Guess();
    var names = new Names(limits);
    try (Tokens tokens = tokens(names)) {
      var pairing = new Pairing(guess);
      new EntryReader(tokens, names, limits).read(pairing);
      pairing.end();
    }
    return guess.workload();
  }

  /**
   * Reads the whole file.
   *
   * @param workload what the file holds, if somebody knows
   * @throws HistoryFormatException if it cannot be read, or holds nothing that can be recognised
   */
  public Imported read(Optional<Workload> workload) throws IOException {
    Optional<Workload> found = workload.isPresent() ? workload : guess();
    Workload known =
        found.orElseThrow(
            () ->
                new HistoryFormatException(
                    1, "no operation of a known kind; name the --workload if there is one"));
    if (format() == Format.TEXT) {
      return text(known, workload.isEmpty());
    }
    if (format() == Format.OVERDRAFT && sniff.bank()) {
      return recorded();
    }
    return operations(known, workload.isEmpty() && sniff.workload().isEmpty());
  }

  private Imported operations(Workload workload, boolean guessed) throws IOException {
    var names = new Names(limits);
    boolean byTime = format() == Format.OVERDRAFT;
    boolean single =
        List.of(Workload.BANK, Workload.COUNTER, Workload.SET, Workload.LOCK).contains(workload);
    var transactions = new Transactions(workload, names, byTime);
    var calls = new Calls(workload, names, byTime);
    var tally = new Tally(single ? calls : transactions, names);
    var pairing = new Pairing(tally);
    try (Tokens tokens = tokens(names)) {
      var reader = new EntryReader(tokens, names, limits);
      reader.read(pairing);
      pairing.end();
      List<String> notes = new ArrayList<>(pairing.notes());
      if (reader.cutOff()) {
        notes.add("the file breaks off within an operation; what stands before it was read");
      }
      var summary = new Summary(format(), workload, guessed, tally.counts(), notes);
      return single
          ? new Imported.SingleCalls(summary, calls.calls())
          : new Imported.Transactions(summary, transactions.build(pairing.timed()));
    }
  }

  private Imported text(Workload workload, boolean guessed) throws IOException {
    if (workload != Workload.RW_REGISTER) {
      throw new HistoryFormatException(
          1, "plain text holds reads and writes of registers, not a " + workload.word());
    }
    try (InputStream in = open(file)) {
      var reader = new TextReader(in);
      TxnHistory history = reader.read();
      List<String> notes = new ArrayList<>();
      notes.add("plain text has no times: nothing is said of real time");
      if (reader.cutOff()) {
        notes.add("the file breaks off within a line; what stands before it was read");
      }
      long ok = reader.transactions() - reader.aborted();
      var count = new Summary.Count(ok, reader.aborted(), 0);
      var summary = new Summary(format(), workload, guessed, Map.of("txn", count), notes);
      return new Imported.Transactions(summary, history);
    }
  }

  private Imported recorded() throws IOException {
    try (var lines =
        new LimitedLines(
            new InputStreamReader(open(file), StandardCharsets.UTF_8), limits.tokenBytes())) {
      History history = HistoryReader.read(lines);
      Map<String, Summary.Count> counts = new TreeMap<>();
      for (Execution each : history.executions()) {
        counts.merge(each.operation().f(), one(each), HistoryFile::sum);
      }
      var summary = new Summary(format(), Workload.BANK, false, counts, history.faults());
      return new Imported.Recorded(summary, history);
    }
  }

  private static Summary.Count one(Execution each) {
    return switch (each.outcome()) {
      case OK -> new Summary.Count(1, 0, 0);
      case FAIL -> new Summary.Count(0, 1, 0);
      case INFO -> new Summary.Count(0, 0, 1);
    };
  }

  private static Summary.Count sum(Summary.Count a, Summary.Count b) {
    return new Summary.Count(a.ok() + b.ok(), a.fail() + b.fail(), a.info() + b.info());
  }

  private Tokens tokens(Names names) throws IOException {
    InputStream in = open(file);
    return format() == Format.EDN
        ? new EdnTokens(in, names, limits)
        : new JsonTokens(in, names, limits);
  }

  private static InputStream open(Path file) throws IOException {
    var raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    raw.mark(3);
    int first = raw.read();
    int second = raw.read();
    int third = raw.read();
    raw.reset();
    if (first == 0x1f && second == 0x8b) {
      return inflated(raw);
    }
    if (first == 0xEF && second == 0xBB && third == 0xBF) {
      raw.skipNBytes(3);
    }
    return raw;
  }

  private static InputStream inflated(InputStream raw) throws IOException {
    try {
      return new Inflated(new GZIPInputStream(raw, 1 << 16));
    } catch (ZipException | EOFException broken) {
      raw.close();
      throw new HistoryFormatException(1, 1, "begins like a gzip file, but is none");
    }
  }
}
