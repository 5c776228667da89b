package dev.overdraft.junit;

import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Coverage;
import dev.overdraft.explore.Exploration;
import dev.overdraft.explore.Explorer;
import dev.overdraft.explore.Replay;
import dev.overdraft.explore.Scenario;
import dev.overdraft.explore.witness.ReplayToken;
import dev.overdraft.target.Target;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs {@link Interleavings} tests: gives each a {@link Race} on an empty schema of an embedded
 * PostgreSQL, and explores it when the test method has returned. Runs {@link Storm} tests likewise,
 * with a {@link Trial}.
 *
 * <p>A failure's message is the verdict, the lanes of the shortest failing schedule, and the line
 * that repeats it. An exploration from which nothing follows fails too, and says why.
 */
public final class Overdraft implements ParameterResolver, InvocationInterceptor {

  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(Overdraft.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return (type == Race.class && annotation(context).isPresent())
        || (type == Trial.class && storm(context).isPresent());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Trial.class
        ? own(context, Trial.class, Trial::new)
        : own(context, Arena.class, () -> arena(context)).race();
  }

  /** The test's only one: methods before and after it get the same. */
  private static <T> T own(ExtensionContext context, Class<T> type, Supplier<T> making) {
    ExtensionContext.Store store = context.getStore(OURS);
    T there = store.get(type, type);
    if (there == null) {
      there = making.get();
      store.put(type, there);
    }
    return there;
  }

  private static Optional<Interleavings> annotation(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), Interleavings.class);
  }

  private static Optional<Storm> storm(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), Storm.class);
  }

  private static Arena arena(ExtensionContext context) {
    Interleavings wanted = annotation(context).orElseThrow();
    String name = kebab(context.getRequiredTestMethod().getName());
    Deque<SchemaLease> leases = new ArrayDeque<>();
    var race = new Race(() -> embedded(context, wanted, leases), wanted.isolation(), name);
    return new Arena(race, leases);
  }

  /** An explorer on an empty schema of the embedded server, which is started if nobody has yet. */
  private static Explorer embedded(
      ExtensionContext context, Interleavings wanted, Deque<SchemaLease> leases) {
    String schema = "race_" + Integer.toHexString(context.getUniqueId().hashCode());
    Target target = Server.of(context).target();
    leases.push(SchemaLease.claim(target, schema));
    try {
      return Explorer.on(target.unpooled(wanted.isolation(), schema));
    } catch (SQLException failure) {
      throw new IllegalStateException("cannot prepare a race in " + schema, failure);
    }
  }

  private static String kebab(String method) {
    return method.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    Trial trial = context.getStore(OURS).get(Trial.class, Trial.class);
    Arena arena = context.getStore(OURS).get(Arena.class, Arena.class);
    String name = method.getExecutable().getName();
    if (storm(context).isPresent() && trial == null) {
      throw new IllegalStateException(name + "() needs a Trial parameter: nothing is tried");
    }
    if (annotation(context).isPresent() && arena == null) {
      throw new IllegalStateException(name + "() needs a Race parameter: nothing is explored");
    }
    invocation.proceed();
    if (trial != null) {
      new StormRun(context, storm(context).orElseThrow(), kebab(name)).judge(trial);
    }
    if (arena != null) {
      explore(arena, context);
    }
  }

  /** JUnit runs a test that is a template too once more, past what would explore it. */
  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    if (annotation(context).isPresent() || storm(context).isPresent()) {
      throw new IllegalStateException(
          method.getExecutable().getName()
              + "() is a test by itself, and cannot be a @RepeatedTest or @ParameterizedTest too:"
              + " for several inputs put @ParameterizedClass on its class (JUnit 5.13)");
    }
    invocation.proceed();
  }

  private static void explore(Arena arena, ExtensionContext context) throws Exception {
    Interleavings wanted = annotation(context).orElseThrow();
    Scenario scenario = arena.race().scenario();
    Optional<ReplayToken> token = token(wanted, scenario.name());
    if (token.isPresent()) {
      replay(arena.race().explorer(), scenario, token.get());
      return;
    }
    Exploration exploration =
        arena.race().explorer().explore(scenario, Budget.parse(wanted.budget()));
    context.publishReportEntry("overdraft", exploration.coverage().toString());
    String wanting = wanting(wanted, exploration);
    if (exploration.verdict() != Exploration.Verdict.HOLDS || !wanting.isEmpty()) {
      String scenarioName = exploration.scenario();
      Output.publish(
          context,
          scenarioName,
          scenarioName + ".txt",
          file -> Files.writeString(file, exploration.toString()));
      throw new AssertionError(message(exploration) + wanting);
    }
  }

  /** What an exploration lacks against which nothing else speaks; empty if nothing. */
  private static String wanting(Interleavings wanted, Exploration exploration) {
    return wanted.exhaustive()
            && exploration.verdict() == Exploration.Verdict.HOLDS
            && exploration.coverage().kind() != Coverage.Kind.EXHAUSTIVE
        ? "\nthe test says exhaustive = true: give it more budget, or less to explore"
        : "";
  }

  private static Optional<ReplayToken> token(Interleavings wanted, String scenario) {
    String text =
        wanted.replay().isEmpty() ? System.getProperty("overdraft.replay", "") : wanted.replay();
    return Optional.of(text)
        .filter(t -> !t.isBlank())
        .map(ReplayToken::parse)
        .filter(t -> t.scenario().equals(scenario));
  }

  private static void replay(Explorer explorer, Scenario scenario, ReplayToken token)
      throws SQLException, InterruptedException {
    Replay replay = explorer.replay(scenario, token);
    if (replay.divergence().isPresent()) {
      throw new AssertionError(token + " cannot be repeated:\n" + replay.divergence().get());
    }
    if (replay.played().failure().isPresent()) {
      throw new AssertionError(replay.text());
    }
  }

  private static String message(Exploration exploration) {
    return exploration
        + exploration
            .witness()
            .map(w -> "\nrepeat with -Doverdraft.replay=" + w.token())
            .orElse("");
  }

  /** A race and the schema that was made for it, if one was. */
  @SuppressWarnings("deprecation") // AutoCloseable alone is not closed before JUnit 5.13.
  private record Arena(Race race, Deque<SchemaLease> leases)
      implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    @Override
    public void close() throws SQLException {
      try {
        race.close();
      } finally {
        leases.forEach(SchemaLease::close);
      }
    }
  }
}
