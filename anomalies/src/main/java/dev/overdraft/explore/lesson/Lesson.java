package dev.overdraft.explore.lesson;

import java.util.List;

/**
 * A race that a learner drives: the story, the code as people write it and mended, and every order
 * of both as a real server answered it.
 *
 * @param name for files
 * @param title a few words
 * @param story how it comes about
 * @param rules what must be true in the end
 * @param fix what to do instead
 * @param takeaway what a learner keeps, in one sentence; empty if nobody said so
 * @param references public bug reports, manuals and papers
 * @param engine which server answered
 * @param given the SQL that the tables start from
 */
public record Lesson(
    String name,
    String title,
    String story,
    List<String> rules,
    String fix,
    String takeaway,
    List<String> references,
    String engine,
    List<String> given,
    List<Part> parts) {

  public Lesson {
    rules = List.copyOf(rules);
    references = List.copyOf(references);
    given = List.copyOf(given);
    parts = List.copyOf(parts);
  }

  /**
   * One version of the code.
   *
   * @param label {@code as people write it}
   * @param code its source; empty if that was not at hand
   * @param trees one for each level that it was recorded at
   */
  public record Part(String id, String label, String code, List<OrderTree> trees) {
    public Part {
      trees = List.copyOf(trees);
    }
  }
}
