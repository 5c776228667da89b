package dev.overdraft.explore.step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code SHOW ENGINE INNODB STATUS} says about transactions: who waits for a row or table
 * lock, and, with {@code innodb_status_output_locks}, who has it.
 *
 * <p>The text is written while InnoDB's lock system stands still, so it is true at one moment. A
 * lock is granted there by whoever released it, before his COMMIT is answered: a transaction that
 * no longer waits is never shown as waiting, even if its thread has not woken yet. That is why this
 * and not {@code INNODB_TRX} is read (a copy up to 100 ms old), nor {@code
 * Innodb_row_lock_current_waits} (counted down by the waking thread).
 *
 * <p>Limits: InnoDB prints ten lock structures a transaction and at most a megabyte; a holder
 * beyond that stays unknown.
 *
 * @see <a
 *     href="https://mariadb.com/docs/server/server-usage/storage-engines/innodb/innodb-monitors">MariaDB,
 *     InnoDB monitors</a>
 */
final class InnodbStatus {

  private static final String SECTION = "\nTRANSACTIONS\n------------\n";
  private static final Pattern SESSION = Pattern.compile("M\\w+ thread id (\\d+),.*");
  private static final Pattern ROWS =
      Pattern.compile(
          "RECORD LOCKS space id (\\d+) page no (\\d+) .* lock[_ ]mode ([SX])"
              + "( locks gap before rec)?( locks rec but not gap)?( insert intention)?( waiting)?");
  private static final Pattern ROW = Pattern.compile("Record lock, heap no (\\d+) .*");
  private static final Pattern TABLE =
      Pattern.compile("TABLE LOCK table (.+) trx id \\d+ lock mode (\\S+)( waiting)?");

  private final List<Owner> owners = new ArrayList<>();
  private final Map<String, List<Lock>> locks = new HashMap<>();

  /** A transaction of a session. */
  private static final class Owner {
    int session;
    boolean waits;
  }

  private record Lock(
      Owner owner, String mode, boolean gap, boolean row, boolean intends, boolean waits) {

    boolean stops(Lock wanted) {
      if (owner == wanted.owner
          || (intends && !waits)
          || (mode.equals("S") && wanted.mode.equals("S"))) {
        return false;
      }
      return wanted.intends ? !row : !gap;
    }
  }

  private InnodbStatus() {}

  /** Reads the text. */
  static InnodbStatus parse(String text) {
    var status = new InnodbStatus();
    int from = text.lastIndexOf(SECTION);
    Owner owner = new Owner();
    Lock header = null;
    String page = "";
    for (String line : text.substring(Math.max(0, from)).split("\n", -1)) {
      Matcher session = SESSION.matcher(line);
      Matcher rows = ROWS.matcher(line);
      Matcher row = ROW.matcher(line);
      Matcher table = TABLE.matcher(line);
      if (line.startsWith("---TRANSACTION ")) {
        owner = new Owner();
        status.owners.add(owner);
      } else if (line.startsWith("LOCK WAIT ")) {
        owner.waits = true;
      } else if (session.matches()) {
        owner.session = Integer.parseInt(session.group(1));
      } else if (rows.matches()) {
        page = rows.group(1) + ":" + rows.group(2) + ":";
        header = rowLock(owner, rows);
      } else if (row.matches() && header != null) {
        status.add(page + row.group(1), header);
      } else if (table.matches()) {
        status.add(
            table.group(1),
            new Lock(owner, table.group(2), false, false, false, table.group(3) != null));
      }
    }
    return status;
  }

  private static Lock rowLock(Owner owner, Matcher rows) {
    return new Lock(
        owner,
        rows.group(3),
        rows.group(4) != null,
        rows.group(5) != null,
        rows.group(6) != null,
        rows.group(7) != null);
  }

  private void add(String place, Lock lock) {
    locks.computeIfAbsent(place, p -> new ArrayList<>()).add(lock);
  }

  /** The sessions that wait, and for whom; nobody, where that is not shown. */
  Map<Integer, Set<Integer>> waiting() {
    Map<Integer, Set<Integer>> waiting = new HashMap<>();
    for (Owner owner : owners) {
      if (owner.waits && owner.session > 0) {
        waiting.put(owner.session, holders(owner));
      }
    }
    return waiting;
  }

  private Set<Integer> holders(Owner owner) {
    Set<Integer> granted = new HashSet<>();
    Set<Integer> queued = new HashSet<>();
    for (List<Lock> place : locks.values()) {
      for (Lock wanted : place) {
        if (wanted.owner == owner && wanted.waits) {
          place.stream()
              .filter(other -> other.stops(wanted))
              .forEach(other -> (other.waits ? queued : granted).add(other.owner.session));
        }
      }
    }
    return granted.isEmpty() ? queued : granted;
  }
}
