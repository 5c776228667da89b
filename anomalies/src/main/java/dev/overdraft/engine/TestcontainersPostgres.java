package dev.overdraft.engine;

import dev.overdraft.target.MissingArtifactException;
import dev.overdraft.target.Target;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A PostgreSQL in a container, durable: the image's own command of Testcontainers switches {@code
 * fsync} off, ours switches it on.
 *
 * <p>Only on explicit choice. Where Docker runs but no registry can be reached, looking for it
 * alone can take minutes (measured).
 */
public final class TestcontainersPostgres implements Engine {
  /** The system property that names another image. */
  public static final String IMAGE_PROPERTY = "overdraft.testcontainers.image";

  private static final String DEFAULT_IMAGE = "postgres:18";

  private final PostgreSQLContainer container;
  private final Target target;
  private final String image;

  private TestcontainersPostgres(PostgreSQLContainer container, String image) {
    this.container = container;
    this.image = image;
    this.target =
        Target.of(container.getJdbcUrl(), container.getUsername(), container.getPassword());
  }

  /**
   * Starts a container.
   *
   * @throws EngineException if Testcontainers is not on the class path, or Docker or the image
   *     cannot be had
   */
  public static Engine start() {
    try {
      MissingArtifactException.require(
          "org.testcontainers.postgresql.PostgreSQLContainer",
          "--engine testcontainers",
          "org.testcontainers:testcontainers-postgresql");
    } catch (MissingArtifactException missing) {
      throw new EngineException(String.valueOf(missing.getMessage()), missing);
    }
    return Launch.of(System.getProperty(IMAGE_PROPERTY, DEFAULT_IMAGE));
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public String describe() {
    return "PostgreSQL in a container of " + image;
  }

  @Override
  public void close() {
    container.stop();
  }

  /** Loaded after the check above, so that a missing library is our error and not the JVM's. */
  private static final class Launch {
    static Engine of(String image) {
      DockerImageName name = DockerImageName.parse(image).asCompatibleSubstituteFor("postgres");
      var container = new PostgreSQLContainer(name);
      container.withCommand(ServerSettings.command("postgres").toArray(String[]::new));
      try {
        container.start();
        return new TestcontainersPostgres(container, image);
      } catch (RuntimeException refused) {
        container.stop();
        throw new EngineException(
            "cannot start a container of %s: is Docker running and the image to be had? (%s)"
                .formatted(image, firstLine(refused)),
            refused);
      }
    }

    private static String firstLine(Throwable error) {
      return String.valueOf(error.getMessage()).lines().findFirst().orElse("no reason given");
    }
  }
}
