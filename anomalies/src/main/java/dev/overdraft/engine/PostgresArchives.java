package dev.overdraft.engine;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The jars with PostgreSQL's programs in them that can be had without a network: on the class path,
 * and in the local Maven repository.
 *
 * <p>All versions of a platform have their archive at the same place in their jars, so only the
 * jar's own name tells them apart; where they are part of a larger jar, the program has to be
 * asked.
 *
 * <p>Limits: a repository that {@code settings.xml} has moved is found only if the system property
 * {@code maven.repo.local} says so too.
 *
 * @param repository the local Maven repository, which need not exist
 */
record PostgresArchives(BundledPlatform platform, Path repository) {

  /** The newest release of each major version that is published for our platforms. */
  static final Map<String, String> RELEASES =
      Map.of("15", "15.19.0", "16", "16.15.0", "17", "17.11.0", "18", "18.6.0");

  private static final Pattern IN_NAME = Pattern.compile("-(\\d+(?:\\.\\d+)+)\\.jar!");

  static PostgresArchives here() {
    String moved = System.getProperty("maven.repo.local", "");
    Path home = Path.of(System.getProperty("user.home", ""), ".m2", "repository");
    return new PostgresArchives(BundledPlatform.current(), moved.isEmpty() ? home : Path.of(moved));
  }

  /**
   * The archive of a major version.
   *
   * @param is whether the programs of an archive whose name does not tell are of that version
   * @throws EngineException if there is none; names the artifact and how to fetch it
   */
  URL of(String major, Predicate<URL> is) {
    for (URL archive : onClassPath()) {
      Optional<String> named = version(archive);
      if (named.isPresent() ? isOf(major, named.get()) : is.test(archive)) {
        return archive;
      }
    }
    return inRepository(major)
        .orElseThrow(
            () ->
                new EngineException(
                    "PostgreSQL %s is neither on the class path nor in %s: fetch it by '%s', or name"
                            .formatted(major, repository, fetch(major))
                        + " its jar with --classpath"));
  }

  private String fetch(String major) {
    return "mvn dependency:get -Dartifact=%s:%s"
        .formatted(platform.coordinate(), RELEASES.getOrDefault(major, major));
  }

  private List<URL> onClassPath() {
    Map<String, URL> found = new LinkedHashMap<>();
    ClassLoader ours = PostgresArchives.class.getClassLoader();
    ClassLoader added = Thread.currentThread().getContextClassLoader();
    try {
      for (ClassLoader loader : List.of(ours, added)) {
        for (URL archive : Collections.list(loader.getResources(platform.resource()))) {
          found.putIfAbsent(archive.toString(), archive);
        }
      }
    } catch (IOException unreadable) {
      throw new EngineException("the class path cannot be searched: " + unreadable, unreadable);
    }
    return List.copyOf(found.values());
  }

  private Optional<URL> inRepository(String major) {
    String[] coordinate = platform.coordinate().split(":", -1);
    Path versions = repository.resolve(coordinate[0].replace('.', '/')).resolve(coordinate[1]);
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(versions)) {
      List<Path> jars = new ArrayList<>();
      all.filter(version -> isOf(major, String.valueOf(version.getFileName())))
          .sorted(Comparator.comparing(PostgresArchives::release).reversed())
          .flatMap(version -> jars(version, coordinate[1]))
          .forEach(jars::add);
      return jars.isEmpty() ? Optional.empty() : Optional.of(inside(jars.get(0)));
    } catch (IOException unreadable) {
      throw new EngineException(versions + " cannot be read: " + unreadable, unreadable);
    }
  }

  private static Stream<Path> jars(Path version, String artifact) {
    Path jar = version.resolve("%s-%s.jar".formatted(artifact, version.getFileName()));
    return Stream.of(jar).filter(Files::isRegularFile);
  }

  private URL inside(Path jar) throws MalformedURLException {
    return URI.create("jar:" + jar.toUri() + "!/" + platform.resource()).toURL();
  }

  private static ModuleDescriptor.Version release(Path version) {
    return ModuleDescriptor.Version.parse(String.valueOf(version.getFileName()));
  }

  private static Optional<String> version(URL archive) {
    Matcher name = IN_NAME.matcher(archive.toString());
    return name.find() ? Optional.of(name.group(1)) : Optional.empty();
  }

  private static boolean isOf(String major, String version) {
    return version.matches(major + "(\\.[0-9]+)+");
  }
}
