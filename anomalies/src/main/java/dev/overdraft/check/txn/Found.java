package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Cycle;
import dev.overdraft.check.level.Axis;

/** A cycle by its name and the order that it needs. */
record Found(Phenomenon phenomenon, Axis axis, Cycle cycle) {}
