package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.history.txn.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlantedTest {

  private static final int SEEDS = Integer.getInteger("overdraft.seeds", 3);

  @ParameterizedTest
  @EnumSource
  void planted_isCaughtWithItsCulpritsAndNothingElse(Planted planted) {
    for (Model model : planted.models()) {
      PlantedSweep.Line line = PlantedSweep.sweep(planted, model, SEEDS);
      assertEquals(new PlantedSweep.Line(planted, model, SEEDS, SEEDS, SEEDS, SEEDS, SEEDS), line);
    }
  }
}
