package dev.overdraft.strategies;

class StormIT extends StormedStrategies {
  StormIT() {
    super(0);
  }
}
