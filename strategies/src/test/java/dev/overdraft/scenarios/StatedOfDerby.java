package dev.overdraft.scenarios;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.InProcessEngine;
import dev.overdraft.target.Dialect;
import java.util.function.IntPredicate;

/** On Derby, which compiles each new statement to a class of its own. */
abstract class StatedOfDerby extends StatedScenarios {

  StatedOfDerby(IntPredicate numbers) {
    super(Dialect.DERBY, numbers);
  }

  @Override
  Engine server() {
    return InProcessEngine.start(Dialect.DERBY);
  }
}
