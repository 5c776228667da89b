package dev.overdraft.cli;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.EngineException;
import dev.overdraft.engine.Engines;
import dev.overdraft.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which database server to use, and as whom. The password never stands on the command line. */
final class ServerOptions {

  static final String PASSWORD_VARIABLE = "OVERDRAFT_PASSWORD";

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = "embedded",
      description =
          "embedded (a PostgreSQL that is started and stopped here; embedded:15 to :18 for that"
              + " version, embedded:PATH for installed programs), mariadb (the same with the"
              + " MariaDB that is installed on this machine), h2, hsqldb, derby or sqlite (in"
              + " this JVM), testcontainers, or a JDBC URL such as"
              + " jdbc:postgresql://localhost:5432/test or jdbc:mariadb://localhost/test. Default:"
              + " ${DEFAULT-VALUE}.")
  String engine = "embedded";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description =
          "The database user, for a JDBC URL. The password is taken from the environment variable "
              + PASSWORD_VARIABLE
              + ", or asked for.")
  @Nullable String user;

  @Mixin ClassPathOptions added = new ClassPathOptions();

  /** The same for another engine; who to be there is said only for one that is a JDBC URL. */
  ServerOptions on(String other) {
    var options = new ServerOptions();
    options.engine = other;
    options.user = other.startsWith("jdbc:") ? user : null;
    options.added = added;
    return options;
  }

  /**
   * The options that lead there again, word by word.
   *
   * @param there what they led to; its URL is told without a password
   */
  List<String> words(Target there) {
    List<String> words = new ArrayList<>();
    words.add("--engine");
    words.add(engine.startsWith("jdbc:") ? there.safeUrl() : engine);
    if (user != null) {
      words.add("--user");
      words.add(user);
    }
    if (!added.classPath.isEmpty()) {
      words.add("--classpath");
      words.add(added.classPath);
    }
    return words;
  }

  Engine start() {
    added.enter();
    if (engine.toLowerCase(Locale.ROOT).contains("password=")) {
      throw new UsageException(
          "a password never stands on the command line: leave it out of the URL, and set "
              + PASSWORD_VARIABLE
              + ", or let it be asked for with --user");
    }
    Optional<String> given = password(System.getenv(PASSWORD_VARIABLE));
    try {
      return Engines.start(engine, Optional.ofNullable(user), given);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(String.valueOf(unknown.getMessage()));
    } catch (EngineException refused) {
      boolean named = user != null || engine.contains("user=");
      boolean silent = named && given.isEmpty();
      throw silent
          ? new EngineException(
              refused.getMessage()
                  + " (no password was given: set "
                  + PASSWORD_VARIABLE
                  + " if it needs one)",
              refused)
          : refused;
    }
  }

  /** The environment's goes with whoever is named in a JDBC URL, too; it is asked for by name. */
  Optional<String> password(@Nullable String fromEnvironment) {
    if (fromEnvironment != null && (user != null || engine.startsWith("jdbc:"))) {
      return Optional.of(fromEnvironment);
    }
    return Optional.ofNullable(user)
        .flatMap(
            name ->
                Terminal.console()
                    .map(console -> console.readPassword("Password of %s: ", name))
                    .map(String::new));
  }
}
