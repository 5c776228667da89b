package dev.overdraft.check.txn;

import dev.overdraft.check.graph.EdgeKind;

/**
 * Why one transaction comes before another, with its evidence.
 *
 * @param from the {@link Culprit#index()} of the earlier one
 * @param key what the evidence is about, empty for order
 * @param sentence the whole reason in words
 */
public record Reason(long from, EdgeKind kind, long to, String key, String sentence) {}
