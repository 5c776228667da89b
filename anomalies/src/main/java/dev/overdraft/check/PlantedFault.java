package dev.overdraft.check;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is planted into a copy of a history, to see whether it is found there. */
public enum PlantedFault {
  LOST_UPDATE("lost update", "no operation wrote right behind another's payment on one account"),
  TORN_AUDIT("torn audit", "no audit of recorded rows had just seen a transfer"),
  STALE_READ("stale read", "no payment was answered between two audits of recorded rows"),
  DOUBLED_LEG("doubled leg", "no account ends with an acknowledged payment");

  private final String title;
  private final String whyNot;

  PlantedFault(String title, String whyNot) {
    this.title = title;
    this.whyNot = whyNot;
  }

  /** The name in files: {@code torn-audit}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  /** Why a history may have no room for it. */
  String whyNot() {
    return whyNot;
  }

  /** The anomalies of which nothing is proven where it goes unnoticed. */
  public Set<Anomaly> columns() {
    return switch (this) {
      case LOST_UPDATE -> EnumSet.of(Anomaly.LOST_UPDATE, Anomaly.CONSERVATION);
      case TORN_AUDIT -> EnumSet.of(Anomaly.CONSISTENT_AUDIT);
      case STALE_READ -> EnumSet.noneOf(Anomaly.class);
      case DOUBLED_LEG -> EnumSet.of(Anomaly.EXACTLY_ONCE, Anomaly.CONSERVATION);
    };
  }
}
