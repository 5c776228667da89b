package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariadbProgramsTest {

  @TempDir Path tmp;

  @Test
  void findIn_bothInDifferentDirectories_found() throws IOException {
    Path server = program("sbin", "mariadbd");
    Path installer = program("scripts", "mariadb-install-db");

    assertThat(MariadbPrograms.findIn(Set.of(tmp.resolve("sbin"), tmp.resolve("scripts"))))
        .contains(new MariadbPrograms(server, installer));
  }

  @Test
  void findIn_theServerAlone_notInstalled() throws IOException {
    program("sbin", "mariadbd");

    assertThat(MariadbPrograms.findIn(Set.of(tmp.resolve("sbin"), tmp))).isEmpty();
  }

  @Test
  void base_ofADistribution_isLeftToIt() {
    var debian =
        new MariadbPrograms(Path.of("/usr/sbin/mariadbd"), Path.of("/usr/bin/mariadb-install-db"));
    var unpacked =
        new MariadbPrograms(
            Path.of("/opt/mariadb/bin/mariadbd"),
            Path.of("/opt/mariadb/scripts/mariadb-install-db"));

    assertThat(debian.base()).isEmpty();
    assertThat(unpacked.base()).containsExactly("--basedir=/opt/mariadb");
  }

  @Test
  void fingerprint_programReplaced_another() throws IOException {
    Path server = program("sbin", "mariadbd");
    var programs = new MariadbPrograms(server, program("scripts", "mariadb-install-db"));
    String before = programs.fingerprint();

    assertThat(programs.fingerprint()).isEqualTo(before).contains(server.toRealPath().toString());
    Files.writeString(server, "#!/bin/sh\n# of the next version\n");
    assertThat(programs.fingerprint()).isNotEqualTo(before);
  }

  private Path program(String directory, String name) throws IOException {
    Path file = Files.createDirectories(tmp.resolve(directory)).resolve(name);
    Files.writeString(file, "#!/bin/sh\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
