package dev.overdraft.strategies;

class StormSecondHalfIT extends StormedStrategies {
  StormSecondHalfIT() {
    super(1);
  }
}
