package dev.overdraft.reports.check;

import dev.overdraft.check.txn.NearMiss;
import dev.overdraft.reports.Plain;
import java.util.Locale;

/** Near misses as {@code check --near-misses} prints them. */
public final class NearMissText {
  private NearMissText() {}

  /** How many, and the first ones. */
  public static String render(NearMiss.Found found) {
    var text = new StringBuilder(String.format(Locale.ROOT, "%nNear misses: %,d%n", found.count()));
    for (NearMiss each : found.first()) {
      text.append("  ").append(Plain.line(each.sentence())).append('\n');
    }
    return text.toString();
  }
}
