package dev.overdraft.scenarios;

import dev.overdraft.strategies.WholeSuite;

@WholeSuite
class MariadbScenariosIT extends StatedOfMariadb {
  MariadbScenariosIT() {
    super(FIRST_HALF);
  }
}
