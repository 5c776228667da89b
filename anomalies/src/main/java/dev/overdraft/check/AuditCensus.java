package dev.overdraft.check;

/**
 * All audits of a run, and how many of them were wrong in which way.
 *
 * @param judged audits whose reads were recorded
 * @param overlapping those of them that were open together with a transfer that took effect
 * @param torn saw one leg of a transfer and not the other
 * @param impossible saw a balance that nobody had committed
 * @param longForks pairs of which each saw something that the other did not
 * @param stale missed what had been answered before they were asked for; a matter of real time
 *     alone, and no part of any verdict
 * @param staleExample one of those, in a sentence; empty if there is none
 */
public record AuditCensus(
    long judged,
    long overlapping,
    long torn,
    long impossible,
    long longForks,
    long stale,
    String staleExample) {

  static AuditCensus of(Audits audits) {
    return new AuditCensus(
        audits.judged(),
        audits.overlapping(),
        audits.count(Audits.Kind.TORN),
        audits.count(Audits.Kind.IMPOSSIBLE),
        audits.count(Audits.Kind.LONG_FORK),
        audits.count(Audits.Kind.STALE),
        audits.first(Audits.Kind.STALE).map(Witness::sentence).orElse(""));
  }

  /** One line, for people. */
  @Override
  public String toString() {
    if (judged == 0) {
      return "no audit recorded the rows that it read";
    }
    String text =
        "%d audits, %d beside a transfer: %d torn, %d impossible, %d long forks, %d stale"
            .formatted(judged, overlapping, torn, impossible, longForks, stale);
    return stale == 0 ? text : text + " (in real time only; " + staleExample + ")";
  }
}
