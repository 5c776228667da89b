package dev.overdraft.check.calls;

/**
 * Something that a history of single operations shows and must not.
 *
 * @param name what people call it
 * @param count how often it was seen
 * @param line the line of the file where it shows first
 * @param sentence the evidence
 */
public record CallFinding(String name, long count, long line, String sentence) {}
