package dev.overdraft.scenarios;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.InProcessEngine;
import dev.overdraft.target.Dialect;

/** On Derby both halves at once: it takes no server, and no round trip. */
class DerbyScenariosIT extends StatedScenarios {

  DerbyScenariosIT() {
    super(Dialect.DERBY, FIRST_HALF.or(SECOND_HALF));
  }

  @Override
  Engine server() {
    return InProcessEngine.start(Dialect.DERBY);
  }
}
