package dev.overdraft.junit;

import dev.overdraft.history.Isolation;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that declares a race by its {@link Race} parameter and passes if no interleaving of it
 * breaks a rule.
 *
 * <p>Brings its extension along: {@link Overdraft}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
@Tag("overdraft")
@ExtendWith(Overdraft.class)
public @interface Interleavings {

  /** How much may be spent: {@code 10s}, {@code 500ms}, {@code 2m}, {@code 1000 schedules}. */
  String budget() default "10s";

  /**
   * Whether every class of interleavings has to have been run: one that the budget cuts short fails
   * then too, however little speaks against it.
   */
  boolean exhaustive() default false;

  /** The isolation level of the connections that the race hands out. */
  Isolation isolation() default Isolation.READ_COMMITTED;

  /**
   * A token from a failure's message: only that schedule is run, and the test fails if it cannot be
   * repeated to the letter. The system property {@code overdraft.replay} does the same to the
   * scenario that its token names.
   */
  String replay() default "";
}
