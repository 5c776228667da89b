package dev.overdraft.target;

import java.util.Optional;

/**
 * An optional dependency is needed now and is not on the class path; the message names the Maven
 * artifact to add.
 */
public final class MissingArtifactException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What it is needed for, and the {@code group:artifact} that has it. */
  public MissingArtifactException(String purpose, String artifact, Throwable cause) {
    super("%s needs %s on the class path: add that artifact".formatted(purpose, artifact), cause);
  }

  /**
   * A class that an optional artifact brings, on our own class path or, behind it, on the one that
   * the thread's context class loader adds.
   *
   * @throws MissingArtifactException if it cannot be loaded
   */
  public static Class<?> require(String className, String purpose, String artifact) {
    try {
      return Class.forName(className, false, MissingArtifactException.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return added(className)
          .orElseThrow(() -> new MissingArtifactException(purpose, artifact, absent));
    }
  }

  private static Optional<Class<?>> added(String className) {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return Optional.of(Class.forName(className, false, loader));
    } catch (ClassNotFoundException | LinkageError absent) {
      return Optional.empty();
    }
  }

  /** A new instance, by its public constructor without arguments, of such a class. */
  static <T> T require(String className, String purpose, String artifact, Class<T> type) {
    Class<?> found = require(className, purpose, artifact);
    try {
      return type.cast(found.getConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError unusable) {
      throw new MissingArtifactException(purpose, artifact, unusable);
    }
  }
}
