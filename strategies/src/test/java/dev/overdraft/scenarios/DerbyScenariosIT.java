package dev.overdraft.scenarios;

class DerbyScenariosIT extends StatedOfDerby {
  DerbyScenariosIT() {
    super(FIRST_HALF);
  }
}
