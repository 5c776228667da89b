package dev.overdraft.explore;

import java.util.Optional;

/**
 * What came of repeating a schedule.
 *
 * @param divergence where and how it could not be repeated; empty if it was, to the letter
 */
public record Replay(Played played, Optional<String> divergence) {}
