package dev.overdraft.check;

import java.util.Locale;

/** What a strategy promises about an anomaly, on one engine at one level. */
public enum Claim {
  /** A broken control: the anomaly has to show, or the run has proven nothing. */
  MUST,
  /** It may show; no promise is made. */
  MAY,
  /** It never shows. */
  MUST_NOT,
  /** It cannot be told from what is recorded of such a strategy, or means nothing for it. */
  NOT_APPLICABLE;

  /** {@code must}, {@code may}, {@code must-not} or {@code not-applicable}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
