package dev.overdraft.scenarios;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.InProcessEngine;
import dev.overdraft.target.Dialect;

/** On HSQLDB both halves at once: it takes no server, and no round trip. */
class HsqldbScenariosIT extends StatedScenarios {

  HsqldbScenariosIT() {
    super(Dialect.HSQLDB, FIRST_HALF.or(SECOND_HALF));
  }

  @Override
  Engine server() {
    return InProcessEngine.start(Dialect.HSQLDB);
  }
}
