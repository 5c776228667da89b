package dev.overdraft.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the figures of a run depend on besides the database: the JDK, the machine's size and the
 * commit that it was started in; nothing that names the machine.
 */
final class Environment {
  private Environment() {}

  static Map<String, String> describe() {
    Map<String, String> facts = new TreeMap<>();
    facts.put("commit", Commit.of(Path.of("")));
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("jdk", Runtime.version().toString());
    facts.put("os", System.getProperty("os.name", "?") + " " + System.getProperty("os.arch", "?"));
    facts.put("overdraft", version());
    return facts;
  }

  static String version() {
    String version = Environment.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
