package dev.overdraft.strategies;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The jars and directories that a team adds to ours: with strategies in them, or drivers.
 *
 * @param entries in the order in which they are searched
 */
public record ClassPath(List<Path> entries) {

  public ClassPath {
    entries = List.copyOf(entries);
  }

  /**
   * Entries separated as in Java's own class path; {@code lib/*} stands for every jar in a
   * directory.
   *
   * @throws IllegalArgumentException if one of them is not there, or is neither a jar nor a
   *     directory
   */
  public static ClassPath parse(String text) {
    List<Path> entries = new ArrayList<>();
    Arrays.stream(text.split(File.pathSeparator))
        .filter(entry -> !entry.isBlank())
        .forEach(entry -> entries.addAll(expanded(entry)));
    return new ClassPath(entries);
  }

  private static List<Path> expanded(String entry) {
    if (!entry.endsWith("*")) {
      return List.of(existing(Path.of(entry)));
    }
    Path directory = existing(Path.of(entry.substring(0, entry.length() - 1)));
    File[] jars = directory.toFile().listFiles((parent, name) -> name.endsWith(".jar"));
    if (jars == null) {
      throw new IllegalArgumentException(
          "'%s' on the class path is not a directory of jars".formatted(entry));
    }
    return Arrays.stream(jars).sorted().map(File::toPath).toList();
  }

  private static Path existing(Path entry) {
    if (!Files.exists(entry)) {
      throw new IllegalArgumentException(
          "'%s' on the class path does not exist: build it, or correct the path".formatted(entry));
    }
    if (!Files.isDirectory(entry) && !entry.toString().endsWith(".jar")) {
      throw new IllegalArgumentException(
          "'%s' on the class path is neither a jar nor a directory".formatted(entry));
    }
    return entry.toAbsolutePath().normalize();
  }

  /**
   * A loader of these entries behind our own class path. It stays open, for what it has loaded may
   * need more of it as long as it runs.
   */
  public ClassLoader loader() {
    ClassLoader ours = ClassPath.class.getClassLoader();
    return entries.isEmpty()
        ? ours
        : new URLClassLoader(entries.stream().map(ClassPath::url).toArray(URL[]::new), ours);
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException("every file has a URL", impossible);
    }
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
