package dev.overdraft.scenarios;

import dev.overdraft.strategies.WholeSuite;

@WholeSuite
class MariadbScenariosSecondHalfIT extends StatedOfMariadb {
  MariadbScenariosSecondHalfIT() {
    super(SECOND_HALF);
  }
}
