package dev.overdraft.scenarios;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.InProcessEngine;
import dev.overdraft.target.Dialect;

/** On H2 both halves at once: it takes no server, and no round trip. */
class H2ScenariosIT extends StatedScenarios {

  H2ScenariosIT() {
    super(Dialect.H2, FIRST_HALF.or(SECOND_HALF));
  }

  @Override
  Engine server() {
    return InProcessEngine.start(Dialect.H2);
  }
}
