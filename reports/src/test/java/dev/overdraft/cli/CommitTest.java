package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTest {

  @TempDir Path directory;

  @Test
  void of_noRepository_saysSo() {
    assertThat(Commit.of(directory)).isEqualTo("not in a repository");
  }

  @Test
  void of_repository_commitAndWhetherThereAreChanges() throws Exception {
    assumeThat(git("init", "-q")).as("git is installed").isTrue();
    assertThat(Commit.of(directory)).as("before the first commit").isEqualTo(Commit.NONE);
    Path file = Files.writeString(directory.resolve("file"), "one");
    git("add", "file");
    git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "one");
    assertThat(Commit.of(directory)).matches("[0-9a-f]{12}");
    Files.writeString(file, "two");
    assertThat(Commit.of(directory)).matches("[0-9a-f]{12} with changes");
  }

  private boolean git(String... arguments) throws InterruptedException {
    var builder = new ProcessBuilder("git").directory(directory.toFile());
    builder.command().addAll(java.util.List.of(arguments));
    try {
      return builder.inheritIO().start().waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
