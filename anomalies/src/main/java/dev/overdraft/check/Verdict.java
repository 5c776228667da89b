package dev.overdraft.check;

import dev.overdraft.history.History;

/**
 * What a checker saw. Whether that was promised is another question: see {@link Grade}.
 *
 * <p>There is no "pass": either something was found, or it was not although it could have shown, or
 * nothing can be said.
 */
public sealed interface Verdict {

  /** The word in files: {@code found}, {@code not-found} or {@code inconclusive}. */
  String word();

  /** How often the anomaly could have shown; 0 where nothing can be said. */
  long chances();

  /** How often it did. */
  long count();

  /**
   * It happened.
   *
   * @param witness the smallest evidence for one occurrence
   * @param count occurrences
   */
  record Found(Witness witness, long count, long chances) implements Verdict {
    public Found {
      if (count < 1) {
        throw new IllegalArgumentException("found, but " + count + " times");
      }
    }

    @Override
    public String word() {
      return "found";
    }
  }

  /** It did not happen, on so many occasions on which it could have. */
  record NotFound(long chances) implements Verdict {
    public NotFound {
      if (chances < 1) {
        throw new IllegalArgumentException("without a chance nothing is proven: inconclusive");
      }
    }

    @Override
    public String word() {
      return "not-found";
    }

    @Override
    public long count() {
      return 0;
    }
  }

  /** Nothing can be said, and why. */
  record Inconclusive(String why) implements Verdict {
    @Override
    public String word() {
      return "inconclusive";
    }

    @Override
    public long chances() {
      return 0;
    }

    @Override
    public long count() {
      return 0;
    }
  }

  /**
   * The same for what is decided from the transfer log, which may be missing or cut off where the
   * run was: what is found in it is found, what is not is not yet proven.
   */
  static Verdict notFound(History history, long chances, String whyIfNone) {
    return history.closing().isEmpty()
        ? new Inconclusive("the run broke off before its transfer log was read")
        : notFound(chances, whyIfNone);
  }

  /** Not found, unless there was no chance to find it. */
  static Verdict notFound(long chances, String whyIfNone) {
    return chances > 0 ? new NotFound(chances) : new Inconclusive(whyIfNone);
  }
}
