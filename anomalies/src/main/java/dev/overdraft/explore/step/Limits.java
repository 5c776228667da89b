package dev.overdraft.explore.step;

import java.time.Duration;

/**
 * The bounds of one run.
 *
 * @param stepsPerActor an actor that makes more is cut off; retry loops need some
 * @param patience how long an actor may compute, or wait for somebody outside the scenario, before
 *     the run is declared inconclusive
 */
public record Limits(int stepsPerActor, Duration patience) {
  /** 60 steps, 20 seconds. */
  public static final Limits STANDARD = new Limits(60, Duration.ofSeconds(20));
}
