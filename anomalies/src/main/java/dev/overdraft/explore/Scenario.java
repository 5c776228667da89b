package dev.overdraft.explore;

import dev.overdraft.explore.oracle.Errors;
import dev.overdraft.explore.oracle.Invariant;
import dev.overdraft.explore.step.Actor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A small situation to explore: what the database holds, who does what at the same time, and what
 * must be true afterwards. Immutable; each method returns another scenario.
 *
 * @param name for files and messages, in kebab case
 * @param given SQL that is run once, before everything
 * @param serial whether every outcome has to be that of some serial order
 * @param controls clauses without which the scenario has to fail
 * @param allVictims whether a deadlock is to cost each one of those in it his transaction, in turn
 */
public record Scenario(
    String name,
    List<String> given,
    List<Actor> actors,
    List<Invariant> invariants,
    boolean serial,
    Errors errors,
    List<String> controls,
    boolean allVictims) {

  /** One statement that makes no table, and asks nobody who might. */
  private static final Pattern OF_ROWS =
      Pattern.compile(
          "\\s*(insert|update|delete)\\s(?:(?!\\bselect\\b)[^;])*", Pattern.CASE_INSENSITIVE);

  public Scenario {
    given = List.copyOf(given);
    actors = List.copyOf(actors);
    invariants = List.copyOf(invariants);
    controls = List.copyOf(controls);
    if (controls.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("an empty clause cannot be left out of '" + name + "'");
    }
    long names = actors.stream().map(Actor::name).distinct().count();
    if (names != actors.size()) {
      throw new IllegalArgumentException("two actors of '" + name + "' have one name");
    }
  }

  /** An empty one. */
  public static Scenario named(String name) {
    return new Scenario(
        name, List.of(), List.of(), List.of(), false, Errors.STANDARD, List.of(), false);
  }

  /** More SQL to be run once, before everything. */
  public Scenario given(String... sql) {
    List<String> more = new ArrayList<>(given);
    more.addAll(Arrays.asList(sql));
    return new Scenario(name, more, actors, invariants, serial, errors, controls, allVictims);
  }

  /** One more actor, whose result counts; a failed assertion fails the run. */
  public Scenario actor(String actor, Actor.Work work) {
    List<Actor> more = new ArrayList<>(actors);
    more.add(new Actor(actor, work));
    return new Scenario(name, given, more, invariants, serial, errors, controls, allVictims);
  }

  /** One more actor, without a result. */
  public Scenario actor(String actor, Action work) {
    return actor(
        actor,
        () -> {
          work.run();
          return null;
        });
  }

  /** Application code without a result. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }

  /** One more rule: a query whose first column is true. */
  public Scenario invariant(String rule, String query) {
    return with(new Invariant.Sql(rule, query));
  }

  /** One more rule: code that looks at the database when all is quiet. */
  public Scenario invariant(String rule, Invariant.Check check) {
    return with(new Invariant.Code(rule, check));
  }

  private Scenario with(Invariant invariant) {
    List<Invariant> more = new ArrayList<>(invariants);
    more.add(invariant);
    return new Scenario(name, given, actors, more, serial, errors, controls, allVictims);
  }

  /** Demands that rows, results and errors equal those of some serial order. */
  public Scenario serialEquivalence() {
    return new Scenario(name, given, actors, invariants, true, errors, controls, allVictims);
  }

  /** An error, by SQLSTATE or simple class name, after which an actor counts as not having run. */
  public Scenario mayFail(String stateOrClass) {
    return errors(errors.allow(stateOrClass));
  }

  /** An error, by SQLSTATE or simple class name, that the application has to handle itself. */
  public Scenario mustRetry(String stateOrClass) {
    return errors(errors.retried(stateOrClass));
  }

  /**
   * Demands a negative control: with {@code clause} left out of every statement, the scenario has
   * to fail. One that holds all the same has proven nothing about the clause, and is inconclusive.
   */
  public Scenario mustFailWithout(String clause) {
    List<String> more = new ArrayList<>(controls);
    more.add(clause);
    return new Scenario(name, given, actors, invariants, serial, errors, more, allVictims);
  }

  /**
   * Explores each deadlock once for each one in its cycle, aborted by the server; else it always is
   * the one who closes the cycle. All are legal, and in production time decides. PostgreSQL only.
   */
  public Scenario everyVictim() {
    return new Scenario(name, given, actors, invariants, serial, errors, controls, true);
  }

  private Scenario errors(Errors other) {
    return new Scenario(name, given, actors, invariants, serial, other, controls, allVictims);
  }

  /** Whether what is given leaves the schema's tables the ones that they are. */
  boolean givesRowsOnly() {
    return given.stream().allMatch(sql -> OF_ROWS.matcher(sql).matches());
  }
}
