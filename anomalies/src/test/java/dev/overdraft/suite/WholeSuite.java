package dev.overdraft.suite;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * What build servers run each time and {@code verify} skips by name, since it would take more than
 * eight minutes otherwise: further engines, levels and schedules, long searches, whole commands. It
 * runs wherever the property is not set.
 */
@Target({METHOD, TYPE})
@Retention(RUNTIME)
@DisabledIfSystemProperty(
    named = "overdraft.suite",
    matches = "everyday",
    disabledReason = "only in the whole suite: ./mvnw verify -Doverdraft.suite=whole")
public @interface WholeSuite {}
