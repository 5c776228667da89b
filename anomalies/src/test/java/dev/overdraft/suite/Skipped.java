package dev.overdraft.suite;

import java.io.PrintStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says by name what is skipped, and why, of which a build's own output shows but the number.
 * JUnit's launcher finds it among the tests of each module.
 */
public final class Skipped implements TestExecutionListener {

  /** What JUnit's conditions and assumptions, and our messages, say before the reason itself. */
  private static final Pattern BEFORE =
      Pattern.compile("^(?:.* ==> )?(?:Assumption failed: )?(?:skipped: )?");

  private final PrintStream out;
  private Optional<TestPlan> plan = Optional.empty();

  /** For JUnit: on standard output. */
  public Skipped() {
    this(System.out);
  }

  Skipped(PrintStream out) {
    this.out = out;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    plan = Optional.of(started);
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    say(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      say(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason is given"));
    }
  }

  private void say(TestIdentifier test, String reason) {
    out.printf("Skipped %s: %s%n", name(test), BEFORE.matcher(reason).replaceFirst(""));
  }

  /** From its class on; above that is the engine that runs it. */
  private String name(TestIdentifier test) {
    Optional<TestIdentifier> above = plan.flatMap(known -> known.getParent(test));
    return above
        .filter(parent -> parent.getParentId().isPresent())
        .map(parent -> name(parent) + " > " + test.getDisplayName())
        .orElse(test.getDisplayName());
  }
}
