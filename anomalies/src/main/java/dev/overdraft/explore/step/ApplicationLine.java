package dev.overdraft.explore.step;

import java.util.List;

/**
 * The line of application code that the calling thread is in: the innermost frame that is neither
 * ours, nor the JDK's, nor a driver's, pool's or framework's.
 */
final class ApplicationLine {
  private static final List<String> OTHERS =
      List.of(
          "dev.overdraft.explore.step.",
          "dev.overdraft.recording.",
          "dev.overdraft.scenarios.Sql",
          "dev.overdraft.strategies.jdbc.Tx",
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "jakarta.",
          "org.postgresql.",
          "org.mariadb.",
          "com.mysql.",
          "com.zaxxer.hikari.",
          "org.hibernate.",
          "org.springframework.",
          "net.ttddyy.",
          "org.jooq.",
          "org.jdbi.",
          "org.apache.ibatis.");

  private ApplicationLine() {}

  /** As {@code Wallet.java:42 withdraw}; empty if no frame is the application's. */
  static String here() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(f -> OTHERS.stream().noneMatch(f.getClassName()::startsWith))
                    .filter(f -> !f.getClassName().contains("$$"))
                    .findFirst()
                    .map(f -> f.getFileName() + ":" + f.getLineNumber() + " " + f.getMethodName()))
        .orElse("");
  }
}
