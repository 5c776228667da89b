package dev.overdraft.scenarios;

class ScenariosSecondHalfIT extends StatedOfPostgres {
  ScenariosSecondHalfIT() {
    super(SECOND_HALF);
  }
}
