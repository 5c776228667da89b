package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Event;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A literal history in a few lines: accounts 1, 2, 3 … with their opening balances, then
 * operations, each followed by what it read, wrote and was answered.
 *
 * <p>Unless told otherwise an operation is {@code ok}, all operations overlap, all writes of one
 * operation are one transaction, and the final rows are the newest versions written.
 */
final class Story {

  private static final String SELECT = "select cents from account where id = ?";
  private static final String UPDATE = "update account set cents = ? where id = ?";

  private final Map<Long, Long> opening = new TreeMap<>();
  private final List<Told> operations = new ArrayList<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final Map<Long, RowVersion> finalRows = new TreeMap<>();
  private final Map<List<Long>, RowVersion> versions = new HashMap<>();
  private List<RowVersion> transaction = new ArrayList<>();

  /** One operation while it is being told. */
  private static final class Told {
    final Operation operation;
    final List<Access> accesses = new ArrayList<>();
    long invoked;
    long completed;
    Outcome outcome = Outcome.OK;
    boolean acknowledged = true;
    boolean unanswered;
    boolean silent;
    String reason = "";
    Map<Long, Long> balances = Map.of();
    int attempt = 1;

    Told(Operation operation) {
      this.operation = operation;
      this.invoked = operation.id();
      this.completed = 1_000_000 + operation.id();
    }
  }

  private Story() {}

  static Story of(long... openingCents) {
    var story = new Story();
    for (int i = 0; i < openingCents.length; i++) {
      RowVersion row = new RowVersion(i + 1L, 0, Writer.OPENING, openingCents[i]);
      story.opening.put(row.account(), row.cents());
      story.remember(row);
    }
    return story;
  }

  /** Something that happened to the operation being told. */
  interface Part {
    void tell(Story story);
  }

  Story transfer(long id, long from, long to, long cents, Part... parts) {
    return then(new Operation.Transfer(id, from, to, cents), parts);
  }

  Story withdraw(long id, long account, long cents, Part... parts) {
    return then(new Operation.Withdraw(id, account, cents), parts);
  }

  Story deposit(long id, long account, long cents, Part... parts) {
    return then(new Operation.Deposit(id, account, cents), parts);
  }

  Story audit(long id, Part... parts) {
    return then(new Operation.Audit(id), parts);
  }

  Story then(Operation operation, Part... parts) {
    operations.add(new Told(operation));
    for (Part part : parts) {
      part.tell(this);
    }
    return commit();
  }

  static Part at(long invoked, long completed) {
    return story -> {
      story.told().invoked = invoked;
      story.told().completed = completed;
    };
  }

  /** It read that revision and found so much. */
  static Part reads(long account, long revision, long cents) {
    RowVersion version = new RowVersion(account, revision, Writer.FOREIGN, cents);
    return story -> story.access(Access.Kind.READ, version, SELECT);
  }

  /** It read what that operation had written, whether that lasted or not. */
  static Part readsOf(long operation, long account, long revision, long cents) {
    RowVersion version = new RowVersion(account, revision, Writer.of(operation, 1), cents);
    return story -> story.access(Access.Kind.READ, version, SELECT);
  }

  /** It installed that revision. */
  static Part writes(long account, long revision, long cents) {
    return story -> {
      long writer = Writer.of(story.told().operation.id(), story.told().attempt);
      RowVersion version = new RowVersion(account, revision, writer, cents);
      story.access(Access.Kind.WRITE, version, UPDATE);
      story.transaction.add(version);
      story.remember(version);
    };
  }

  /** What it writes from here on is another transaction. */
  static Part commits() {
    return story -> story.commit();
  }

  /** It failed and begins again. */
  static Part retries() {
    return story -> {
      story.commit();
      story.told().attempt++;
      story.told().accesses.clear();
    };
  }

  /** It was refused or rolled back. */
  static Part fails(String reason) {
    return answer(Outcome.FAIL, false, reason);
  }

  /** Nobody knows what became of it. */
  static Part info() {
    return answer(Outcome.INFO, false, "connection lost");
  }

  static Part answer(Outcome outcome, boolean acknowledged, String reason) {
    return story -> {
      story.told().outcome = outcome;
      story.told().acknowledged = acknowledged;
      story.told().reason = reason;
    };
  }

  /** The run ended before it was answered. */
  static Part unanswered() {
    return story -> story.told().unanswered = true;
  }

  /** Balances that it was answered with, whatever was recorded of where they come from. */
  static Part returns(Map<Long, Long> balances) {
    return story -> story.told().balances = balances;
  }

  /** Nothing that it read or wrote passed through the recorder. */
  static Part silent() {
    return story -> story.told().silent = true;
  }

  /** Somebody unknown wrote a version that the log has. */
  Story foreign(long account, long revision, long cents) {
    RowVersion version = new RowVersion(account, revision, Writer.FOREIGN, cents);
    ledger.add(new LedgerEntry(ledger.size() + 1L, Writer.FOREIGN, 0, List.of(version)));
    remember(version);
    return this;
  }

  /** The final row is not what the log says. */
  Story row(long account, long revision, long cents) {
    finalRows.put(account, new RowVersion(account, revision, Writer.FOREIGN, cents));
    return this;
  }

  /** The final row is missing. */
  Story gone(long account) {
    finalRows.remove(account);
    return this;
  }

  /** The history of a run that ended well. */
  History closed() {
    return new History(opening, events(), ledger, Optional.of(finalRows));
  }

  /** The history of a run that ended before log and rows were read. */
  History brokenOff() {
    return new History(opening, events(), List.of(), Optional.empty());
  }

  private Story commit() {
    if (!transaction.isEmpty()) {
      ledger.add(new LedgerEntry(ledger.size() + 1L, transaction.get(0).writer(), 0, transaction));
      transaction = new ArrayList<>();
    }
    return this;
  }

  private Told told() {
    return operations.get(operations.size() - 1);
  }

  private void access(Access.Kind kind, RowVersion version, String sql) {
    Told told = told();
    told.accesses.add(new Access(kind, version, told.invoked + 1 + told.accesses.size(), sql));
  }

  private void remember(RowVersion version) {
    versions.put(List.of(version.account(), version.revision()), version);
    finalRows.merge(version.account(), version, (a, b) -> a.revision() > b.revision() ? a : b);
  }

  private List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (Told told : operations) {
      int process = Math.toIntExact(told.operation.id());
      events.add(new Event.Invocation(told.invoked, process, told.operation));
      if (!told.unanswered) {
        events.add(completion(told, process));
      }
    }
    return events;
  }

  private Event.Completion completion(Told told, int process) {
    List<Access> accesses =
        told.silent ? List.of() : told.accesses.stream().map(this::withWriter).toList();
    Map<Long, Long> balances = new HashMap<>(told.balances);
    if (told.operation instanceof Operation.Audit) {
      accesses.forEach(a -> balances.put(a.version().account(), a.version().cents()));
    }
    return new Event.Completion(
        told.completed,
        process,
        told.operation.id(),
        told.outcome,
        told.acknowledged,
        told.reason,
        told.attempt,
        List.of(),
        accesses,
        balances);
  }

  private Access withWriter(Access access) {
    RowVersion v = access.version();
    RowVersion last = versions.getOrDefault(List.of(v.account(), v.revision()), v);
    long writer = v.writer() == Writer.FOREIGN ? last.writer() : v.writer();
    RowVersion known = new RowVersion(v.account(), v.revision(), writer, v.cents());
    return new Access(access.kind(), known, access.nanos(), access.sql());
  }
}
