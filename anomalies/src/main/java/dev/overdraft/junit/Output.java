package dev.overdraft.junit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Files that a failing test leaves behind, each in a directory among the test's output files.
 *
 * <p>A directory, and not a file, because the media type that a file needs is of another class
 * before JUnit 5.14 than from there on.
 */
final class Output {

  /** Writes a file. */
  interface Writing {
    void to(Path file) throws IOException;
  }

  private Output() {}

  /**
   * Publishes a file. Returns where it is; empty where there is no place for output files, as in
   * test engines that are run by tests.
   */
  static Optional<Path> publish(
      ExtensionContext context, String directory, String name, Writing writing) {
    List<Path> written = new ArrayList<>();
    try {
      context.publishDirectory(
          directory,
          place -> {
            writing.to(place.resolve(name));
            written.add(place.resolve(name));
          });
    } catch (RuntimeException noPlace) {
      return Optional.empty();
    }
    return written.stream().findFirst();
  }
}
