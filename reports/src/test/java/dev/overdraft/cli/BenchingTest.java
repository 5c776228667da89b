package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.benchmarks.Contention;
import dev.overdraft.check.Scorecard;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.strategies.Strategies;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One strategy that cannot be measured takes nothing from the others. */
class BenchingTest {

  private static final List<BankStrategy> TWO = Strategies.all().subList(0, 2);

  private final StopSignal stop = new StopSignal();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int measure(Benching.Measuring measuring) throws IOException {
    return new Benching(List.of(Contention.HOT), stop, stream(out), stream(err))
        .measure(TWO, measuring);
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream printed) {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static Scorecard.Cost cost(Contention contention) {
    return new Scorecard.Cost(contention.word(), 8, 1000, 10, 0, 0);
  }

  @Test
  void measure_oneCannotBe_namedAndTheOtherPrinted() throws Exception {
    int code =
        measure(
            (strategy, contention) -> {
              if (strategy.equals(TWO.get(0))) {
                throw new IOException("no such function");
              }
              return cost(contention);
            });

    assertThat(code).isEqualTo(5);
    assertThat(text(out)).contains(TWO.get(1).name(), "1,000").doesNotContain(TWO.get(0).name());
    assertThat(text(err)).contains(TWO.get(0).name() + " is not measured: no such function");
  }

  /** Ctrl-C ends JMH's JVM too: that it fails then is no news. */
  @Test
  void measure_stoppedInTheSecond_inconclusiveAndTheFirstStands() throws Exception {
    int code =
        measure(
            (strategy, contention) -> {
              if (strategy.equals(TWO.get(1))) {
                stop.request();
                throw new IOException("the fork was interrupted");
              }
              return cost(contention);
            });

    assertThat(code).isEqualTo(4);
    assertThat(text(out)).contains(TWO.get(0).name());
    assertThat(text(err)).isEmpty();
  }

  @Test
  void measure_allCanBe_asExpected() throws Exception {
    assertThat(measure((strategy, contention) -> cost(contention))).isZero();
    assertThat(text(out).lines()).hasSize(2);
  }
}
