package dev.overdraft.scenarios;

class ScenariosIT extends StatedOfPostgres {
  ScenariosIT() {
    super(FIRST_HALF);
  }
}
