package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.history.Isolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** The programs are in a cache of the test's own, which has no template yet. */
  @Test
  void initialise_again_aCopyThatIsServedAndStaysAsItWas() throws Exception {
    Path cache = Files.createTempDirectory(parent.resolveSibling(""), "overdraft-cache-");
    try {
      Directories.passable(cache);
      Path home = cache.resolve("programs");
      Files.createSymbolicLink(home, binaries.home());
      var linked = new PostgresBinaries(home, true);
      Map<String, Long> first = new TreeMap<>();
      try (var directory = InstanceDirectory.create(parent, privilege)) {
        new Postmaster(linked, privilege, directory).initialise();
        first.putAll(sizes(directory.data()));
        assertThat(directory.log("initdb")).exists();
      }
      for (int copies = 0; copies < 2; copies++) {
        try (var directory = InstanceDirectory.create(parent, privilege)) {
          var postmaster = new Postmaster(linked, privilege, directory);
          postmaster.initialise();
          assertThat(directory.log("initdb")).doesNotExist();
          assertThat(sizes(directory.data())).isEqualTo(first).containsKey("PG_VERSION");
          OwnServer.Running running = postmaster.start();
          try (var connection = running.target().connect(Isolation.READ_COMMITTED);
              var statement = connection.createStatement()) {
            statement.execute("create table t as select generate_series(1, 10000) as n");
          } finally {
            new Shutdown(running.process().toHandle()).run();
          }
        }
      }
    } finally {
      Directories.delete(cache);
    }
  }

  /** How long each file is. */
  private static Map<String, Long> sizes(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(file -> data.relativize(file).toString(), f -> f.toFile().length()));
    }
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
