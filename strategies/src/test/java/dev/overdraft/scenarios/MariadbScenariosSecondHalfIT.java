package dev.overdraft.scenarios;

class MariadbScenariosSecondHalfIT extends StatedOfMariadb {
  MariadbScenariosSecondHalfIT() {
    super(SECOND_HALF);
  }
}
