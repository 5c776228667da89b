package dev.overdraft.scenarios;

class MariadbScenariosIT extends StatedOfMariadb {
  MariadbScenariosIT() {
    super(FIRST_HALF);
  }
}
