package dev.overdraft.target;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Everything that one throwable carries, outermost first: its causes, and each SQL exception's next
 * one. Suppressed exceptions are left out: they came later, from closing or rolling back.
 *
 * <p>Bounded: at most 32 links, each once, so a chain that bites its own tail ends.
 */
final class CauseChain {
  private static final int LONGEST = 32;

  private CauseChain() {}

  static List<Throwable> of(Throwable outermost) {
    var seen = Collections.newSetFromMap(new IdentityHashMap<Throwable, Boolean>());
    var links = new ArrayList<Throwable>();
    var waiting = new ArrayDeque<Throwable>(List.of(outermost));
    while (!waiting.isEmpty() && links.size() < LONGEST) {
      Throwable link = waiting.remove();
      if (!seen.add(link)) {
        continue;
      }
      links.add(link);
      if (link.getCause() != null) {
        waiting.add(link.getCause());
      }
      if (link instanceof SQLException sql && sql.getNextException() != null) {
        waiting.add(sql.getNextException());
      }
    }
    return List.copyOf(links);
  }
}
