package dev.overdraft.benchmarks;

import dev.overdraft.target.Target;
import java.util.List;

/**
 * How a benchmark's parent tells its forks where the server is: system properties for the address,
 * an environment variable for the password, which must not be seen in a list of processes.
 */
final class ServerProperties {

  private static final String URL = "overdraft.jdbc";
  private static final String USER = "overdraft.user";
  private static final String SCHEMA = "overdraft.schema";

  private ServerProperties() {}

  static List<String> jvmArgs(Target target, String schema) {
    return List.of(
        "-D" + URL + "=" + target.url(),
        "-D" + USER + "=" + target.user(),
        "-D" + SCHEMA + "=" + schema);
  }

  static Target target() {
    String url = System.getProperty(URL);
    if (url == null) {
      throw new IllegalStateException("no server: run benchmarks by 'overdraft bench'");
    }
    String password = System.getenv("OVERDRAFT_PASSWORD");
    return Target.of(url, System.getProperty(USER, ""), password == null ? "" : password);
  }

  static String schema() {
    return System.getProperty(SCHEMA, "overdraft");
  }
}
