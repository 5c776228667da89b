package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Cycle;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import java.util.Set;

/**
 * A cycle by its name and the order that it needs.
 *
 * @param forbiddenBy the weakest levels that do not allow it, on its axis
 */
record Found(Phenomenon phenomenon, Axis axis, Cycle cycle, Set<Level> forbiddenBy) {}
