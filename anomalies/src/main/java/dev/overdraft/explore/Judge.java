package dev.overdraft.explore;

import dev.overdraft.explore.oracle.Failure;
import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.step.Ending;
import dev.overdraft.explore.step.Stop;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what is wrong with a run, if anything is. */
final class Judge {

  private final Scenario scenario;
  private final Stage stage;
  private final SerialOrders serial;

  Judge(Scenario scenario, Stage stage, SerialOrders serial) {
    this.scenario = scenario;
    this.stage = stage;
    this.serial = serial;
  }

  /** What is wrong with a run; invariants first. */
  Optional<Failure> failure(Stage.Show show) throws SQLException, InterruptedException {
    if (show.broken().isPresent()) {
      return Optional.of(new Failure(Failure.Kind.INVARIANT, show.broken().get()));
    }
    Stop stop = show.run().stop().orElse(null);
    return stop == null || stop instanceof Stop.Stuck ? others(show) : Optional.empty();
  }

  private Optional<Failure> others(Stage.Show show) throws SQLException, InterruptedException {
    if (show.run().stop().orElse(null) instanceof Stop.Stuck stuck) {
      return Optional.of(
          new Failure(Failure.Kind.STUCK, stuck.kind().title() + ": " + stuck.why()));
    }
    for (int i = 0; i < show.run().endings().size(); i++) {
      if (show.run().endings().get(i) instanceof Ending.Threw threw) {
        Optional<Failure.Kind> fault = scenario.errors().fault(threw.error());
        if (fault.isPresent()) {
          String error = threw.error().toString().strip().replaceAll("\\s+", " ");
          return Optional.of(
              new Failure(
                  fault.get(), "'%s' ended with %s".formatted(show.run().actors().get(i), error)));
        }
      }
    }
    return scenario.serial() ? notSerial(show) : Optional.empty();
  }

  private Optional<Failure> notSerial(Stage.Show show) throws SQLException, InterruptedException {
    List<Boolean> takesPart = takesPart(show);
    Map<Outcome, String> legal = serial.legal(takesPart);
    if (legal.containsKey(stage.outcome(show, takesPart))) {
      return Optional.empty();
    }
    return Optional.of(
        new Failure(
            Failure.Kind.NOT_SERIAL,
            "rows and results are those of no serial order (%d %s)"
                .formatted(legal.size(), legal.size() == 1 ? "outcome" : "different outcomes")));
  }

  /** Which actors were not aborted with an error that is allowed. */
  List<Boolean> takesPart(Stage.Show show) {
    List<Boolean> takesPart = new ArrayList<>();
    for (Ending ending : show.run().endings()) {
      takesPart.add(
          !(ending instanceof Ending.Threw threw && scenario.errors().allows(threw.error())));
    }
    return takesPart;
  }
}
