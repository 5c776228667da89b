package dev.overdraft.cli;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the figures of a run depend on besides the database: the JDK and the machine's size, and
 * nothing that names it.
 */
final class Environment {
  private Environment() {}

  static Map<String, String> describe() {
    Map<String, String> facts = new TreeMap<>();
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
