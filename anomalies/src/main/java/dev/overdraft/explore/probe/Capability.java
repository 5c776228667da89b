package dev.overdraft.explore.probe;

/**
 * One question to which engines have different answers, and what this one did.
 *
 * @param id in kebab case
 * @param question as a person would ask it
 * @param answer in kebab case, one of a few per question: {@code waits}, {@code half-up}
 * @param evidence what was seen, in one sentence without a full stop
 */
public record Capability(String id, String question, String answer, String evidence) {

  /** Says that a question could not be answered, and why. */
  static Capability unknown(String id, String question, String why) {
    return new Capability(id, question, "unknown", why);
  }
}
