package dev.overdraft.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How a database server, which refuses to be root, is started by somebody who may be: a ladder of
 * three rungs, tried from the top.
 *
 * <ol>
 *   <li>{@link #PLAIN}: we are not root, so just start it.
 *   <li>{@link #USER_NAMESPACE}: {@code unshare -U} gives the server a namespace of its own, in
 *       which it is nobody. Outside its files and processes stay root's, so nothing changes hands.
 *       Many CI containers forbid it.
 *   <li>{@link #SETPRIV}: {@code setpriv} makes the server really nobody (uid 65534). Its data
 *       directory must be given to it, and every directory above must let it pass.
 * </ol>
 *
 * <p>All three end in {@code exec}: the process that Java started <em>is</em> the server.
 */
enum Privilege {
  PLAIN,
  USER_NAMESPACE,
  SETPRIV;

  private static final int NOBODY = 65534;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * The first rung that holds here.
   *
   * @throws EngineException if we are root and cannot be anybody else
   */
  static Privilege choose() {
    return Arrays.stream(values())
        .filter(Privilege::holds)
        .findFirst()
        .orElseThrow(
            () ->
                new EngineException(
                    "a database server refuses to run as root, and neither 'unshare -U' nor 'setpriv'"
                        + " works here: run as an ordinary user, or point at another server with"
                        + " --engine JDBC_URL or --engine testcontainers"));
  }

  /** Whether a server can be started this way by this process. */
  boolean holds() {
    return switch (this) {
      case PLAIN -> !User.current().isRoot();
      // PostgreSQL's initdb also wants its user to have a name.
      case USER_NAMESPACE -> User.current().isRoot() && somebodyElse() && succeeds("id", "-un");
      case SETPRIV -> User.current().isRoot() && somebodyElse();
    };
  }

  private boolean somebodyElse() {
    Command.Result id = Command.run(command(List.of("id", "-u")), PATIENCE);
    return id.succeeded() && id.output().matches("[1-9][0-9]*");
  }

  private boolean succeeds(String... program) {
    return Command.run(command(List.of(program)), PATIENCE).succeeded();
  }

  /** The command line that runs a program on this rung. */
  List<String> command(List<String> program) {
    var whole = new ArrayList<>(prefix());
    whole.addAll(program);
    return List.copyOf(whole);
  }

  private List<String> prefix() {
    return switch (this) {
      case PLAIN -> List.of();
      case USER_NAMESPACE -> List.of("unshare", "-U");
      case SETPRIV ->
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    };
  }

  /** Gives an empty directory to the server. */
  void give(Path directory) throws IOException {
    if (this == SETPRIV) {
      Files.setAttribute(directory, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(directory, "unix:gid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Whether the server could get at what lies in an existing directory. */
  boolean reaches(Path directory) throws IOException {
    if (this != SETPRIV) {
      return true;
    }
    for (Path above = directory.toRealPath(); above != null; above = above.getParent()) {
      if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  /** The rung in words, for one line about a server. */
  String describe() {
    return switch (this) {
      case PLAIN -> "as " + System.getProperty("user.name");
      case USER_NAMESPACE -> "as root in a user namespace";
      case SETPRIV -> "as nobody";
    };
  }
}
