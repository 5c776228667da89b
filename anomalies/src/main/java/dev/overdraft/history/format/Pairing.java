package dev.overdraft.history.format;

import dev.overdraft.history.HistoryFormatException;
import dev.overdraft.history.Outcome;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins each completion with its invocation: the last event of its process.
 *
 * <p>A recording that is at fault is a finding, not an error. An invocation that another one of its
 * process overtakes has an unknown outcome. A completion alone tells what happened but not since
 * when, so that nothing can be said of real time. An operation of no process gets one of its own:
 * there is no order to be had from it, and where several are open at once, no pairs: see {@link
 * Nameless}.
 */
final class Pairing implements Entries {

  /** More than these no real clients have open; they are held in memory. */
  private static final int MAX_OPEN = 100_000;

  private static final int MAX_OPEN_TOKENS = 4_000_000;
  private static final int SMALL = 1_024;

  private final Operations operations;
  private final Map<Integer, Asked> open = new HashMap<>();
  private final Nameless nameless = new Nameless();
  private final Deque<Asked> spare = new ArrayDeque<>();
  private int anonymous = Integer.MAX_VALUE;
  private long withoutProcess;
  private long withoutInvocation;
  private long overtaken;
  private long unanswered;
  private long strangers;
  private long openTokens;

  Pairing(Operations operations) {
    this.operations = operations;
  }

  @Override
  public boolean accept(Entry entry) throws IOException {
    if (entry.process == Entry.OTHER) {
      strangers++;
      return true;
    }
    return entry.type == Entry.Type.INVOKE ? invoke(entry) : complete(entry);
  }

  private boolean invoke(Entry entry) throws IOException {
    Asked asked = fresh();
    asked.invocation.copy(entry);
    asked.invoked = true;
    asked.process = entry.process;
    Asked before = null;
    if (entry.process == Entry.NO_PROCESS) {
      nameless.add(asked);
    } else {
      before = open.put(entry.process, asked);
    }
    openTokens += asked.invocation.value.size();
    int operationsOpen = open.size() + nameless.size();
    if (operationsOpen > MAX_OPEN || openTokens > MAX_OPEN_TOKENS) {
      throw new HistoryFormatException(
          entry.line,
          "%,d operations with %,d values are open at once, more than clients can have"
              .formatted(operationsOpen, openTokens));
    }
    if (before == null) {
      return true;
    }
    overtaken++;
    return hand(before);
  }

  private boolean complete(Entry entry) throws IOException {
    Asked asked =
        entry.process == Entry.NO_PROCESS
            ? nameless.pair().orElse(null)
            : open.remove(entry.process);
    if (asked == null) {
      asked = fresh();
      asked.process = entry.process;
      withoutInvocation++;
      if (entry.process == Entry.NO_PROCESS) {
        nameless.take(entry).ifPresent(this::release);
      }
    }
    asked.completion.copy(entry);
    asked.answered = true;
    asked.outcome =
        switch (entry.type) {
          case OK -> Outcome.OK;
          case FAIL -> Outcome.FAIL;
          case INFO, INVOKE -> Outcome.INFO;
        };
    return hand(asked);
  }

  /** What nobody answered has an unknown outcome. */
  void end() throws IOException {
    List<Asked> rest = new ArrayList<>(open.values());
    rest.addAll(nameless.end());
    rest.sort((a, b) -> Long.compare(a.invocation.position, b.invocation.position));
    open.clear();
    unanswered = rest.size();
    for (Asked asked : rest) {
      if (!hand(asked)) {
        return;
      }
    }
  }

  /** Whether the places of events in the file say which operation was over before which began. */
  boolean timed() {
    return withoutInvocation == 0;
  }

  /** What is to be said of the recording, one sentence each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    note(notes, withoutProcess, "name no process: nothing is said of order within a session");
    note(
        notes,
        withoutInvocation,
        "are completed without having been invoked: nothing is said of real time");
    note(
        notes,
        overtaken,
        "were still open when their process invoked the next: their outcome is unknown");
    note(notes, unanswered, "were never answered: their outcome is unknown");
    if (strangers > 0) {
      notes.add("%,d events of other than clients, passed over".formatted(strangers));
    }
    return notes;
  }

  private static void note(List<String> notes, long count, String what) {
    if (count > 0) {
      notes.add("%,d operations %s".formatted(count, what));
    }
  }

  private boolean hand(Asked asked) throws IOException {
    if (asked.process == Entry.NO_PROCESS) {
      asked.process = anonymous--;
      withoutProcess++;
    }
    boolean more = operations.accept(asked);
    release(asked);
    return more;
  }

  private void release(Asked asked) {
    openTokens -= asked.invoked ? asked.invocation.value.size() : 0;
    if (asked.invocation.value.size() + asked.completion.value.size() < SMALL) {
      spare.push(asked);
    }
  }

  private Asked fresh() {
    Asked asked = spare.isEmpty() ? new Asked() : spare.pop();
    asked.invocation.clear();
    asked.completion.clear();
    asked.invoked = false;
    asked.answered = false;
    asked.outcome = Outcome.INFO;
    return asked;
  }
}
