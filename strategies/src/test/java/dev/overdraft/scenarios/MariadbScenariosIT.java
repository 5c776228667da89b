package dev.overdraft.scenarios;

import dev.overdraft.WholeSuite;

@WholeSuite
class MariadbScenariosIT extends StatedOfMariadb {
  MariadbScenariosIT() {
    super(FIRST_HALF);
  }
}
