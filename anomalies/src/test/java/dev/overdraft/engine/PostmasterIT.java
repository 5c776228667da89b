package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterIT {
  private final Privilege privilege = Privilege.choose();
  private final PostgresBinaries binaries = PostgresBinaries.locate(privilege);

  // Not JUnit's temporary directory: it is closed to a server that runs as somebody else.
  private final Path parent = InstanceDirectory.parent("postgres", privilege);

  @Test
  void initialise_directoryNotEmpty_showsTheLog() throws IOException {
    Path path;
    try (var directory = InstanceDirectory.create(parent, privilege)) {
      path = directory.path();
      Files.writeString(directory.data().resolve("stranger"), "x");

      assertThatThrownBy(new Postmaster(binaries, privilege, directory)::initialise)
          .isInstanceOf(EngineException.class)
          .hasMessageContainingAll("initdb", "exit code 1", "exists but is not empty");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void start_noCluster_showsTheLog() throws IOException {
    try (var directory = InstanceDirectory.create(parent, privilege)) {
      assertThatThrownBy(new Postmaster(binaries, privilege, directory)::start)
          .isInstanceOf(EngineException.class)
          .hasMessageContainingAll("postgres", "exit code", "postgresql.conf");
    }
  }

  @Test
  void ours_aLinkBySomebody_refused(@TempDir Path tmp) throws IOException {
    Path elsewhere = Files.createDirectory(tmp.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(tmp.resolve("link"), elsewhere);

    assertThatThrownBy(() -> Directories.ours(link))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a link");
  }
}
