package dev.overdraft.check.linear;

import java.util.Optional;

/**
 * What is known of one object: linearizable if neither is there.
 *
 * @param violation why it is not
 * @param undecided why nobody can say
 */
record ObjectVerdict(Optional<Violation> violation, String undecided) {}
