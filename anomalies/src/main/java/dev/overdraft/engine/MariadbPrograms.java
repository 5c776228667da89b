package dev.overdraft.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The two programs that it takes to run a MariaDB server, as they are installed on this machine: in
 * the directories of PATH, then where distributions and packages put them. Another place is named
 * by a system property.
 *
 * @param installer makes a data directory
 */
record MariadbPrograms(Path server, Path installer) {

  /** The system property that names the directory where MariaDB is installed. */
  static final String HOME_PROPERTY = "overdraft.mariadb.home";

  private static final List<String> USUAL =
      List.of(
          "/usr/sbin",
          "/usr/bin",
          "/usr/libexec",
          "/usr/local/sbin",
          "/usr/local/bin",
          "/usr/local/mysql/bin",
          "/usr/local/mysql/scripts",
          "/opt/homebrew/bin",
          "/opt/homebrew/opt/mariadb/bin",
          "/usr/local/opt/mariadb/bin");

  /**
   * Finds them.
   *
   * @throws EngineException if they are not installed; says what to install
   */
  static MariadbPrograms locate() {
    return find()
        .orElseThrow(
            () ->
                new EngineException(
                    "no MariaDB server is installed here: 'mariadbd' and 'mariadb-install-db' are"
                        + " neither on the PATH nor in the usual places. Install one (Debian and"
                        + " Ubuntu: apt install mariadb-server; macOS: brew install mariadb), name"
                        + " its directory with -D"
                        + HOME_PROPERTY
                        + "=…, or point at a server that runs with --engine"
                        + " jdbc:mariadb://host/database"));
  }

  static Optional<MariadbPrograms> find() {
    return findIn(directories());
  }

  static Optional<MariadbPrograms> findIn(Set<Path> directories) {
    Optional<Path> server = program("mariadbd", directories);
    Optional<Path> installer = program("mariadb-install-db", directories);
    return server.isEmpty() || installer.isEmpty()
        ? Optional.empty()
        : Optional.of(new MariadbPrograms(server.get(), installer.get()));
  }

  private static Optional<Path> program(String name, Set<Path> directories) {
    return directories.stream()
        .map(directory -> directory.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Set<Path> directories() {
    String home = System.getProperty(HOME_PROPERTY, "");
    if (!home.isEmpty()) {
      return inOrder(List.of(home + "/bin", home + "/sbin", home + "/scripts", home));
    }
    List<String> all = new ArrayList<>();
    String path = System.getenv("PATH");
    if (path != null) {
      all.addAll(List.of(path.split(File.pathSeparator)));
    }
    all.addAll(USUAL);
    return inOrder(all);
  }

  private static Set<Path> inOrder(List<String> names) {
    Set<Path> directories = new LinkedHashSet<>();
    names.stream().filter(name -> !name.isBlank()).map(Path::of).forEach(directories::add);
    return directories;
  }

  /**
   * Where the programs look for what belongs to them: said only where they are not the
   * distribution's, which know it.
   */
  List<String> base() {
    Path bin = server.toAbsolutePath().getParent();
    Path base = bin == null ? null : bin.getParent();
    return base == null || base.equals(Path.of("/usr")) ? List.of() : List.of("--basedir=" + base);
  }

  /** Tells these programs from others in the same place, such as those of another version. */
  String fingerprint() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path program : List.of(server, installer)) {
      Path file = program.toRealPath();
      all.append(' ').append(file).append(' ').append(Files.size(file));
      all.append(' ').append(Files.getLastModifiedTime(file));
    }
    return all.toString();
  }
}
