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
 * A test that names a team's own bank by its {@link Trial} parameter, and fails if many workers at
 * once make it show an anomaly that it does not own up to.
 *
 * <p>Brings its extension along: {@link Overdraft}. Unlike {@link Interleavings} this finds races
 * by luck: what was not found is not proven absent.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
@Tag("overdraft")
@ExtendWith(Overdraft.class)
public @interface Storm {

  /** How long the workers go on. */
  long durationMillis() default 2000;

  /** How many ask at the same time. */
  int workers() default 8;

  /** How many accounts they ask for; the fewer, the more often they meet. */
  int accounts() default 10;

  /** The pause before each write, which widens the window between a read and its write. */
  long yieldMicros() default 200;

  /** What the workers ask for follows from it; when, does not. */
  long seed() default 1;

  /** The isolation level of the connections that the bank is given. */
  Isolation isolation() default Isolation.READ_COMMITTED;
}
