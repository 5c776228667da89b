package dev.overdraft.engine;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.MissingArtifactException;
import dev.overdraft.target.Settings;
import dev.overdraft.target.Target;
import java.sql.SQLException;

/** A server that somebody else runs: we connect, and leave it running. */
public final class ExternalServer implements Engine {
  private final Target target;
  private final String product;

  private ExternalServer(Target target, String product) {
    this.target = target;
    this.product = product;
  }

  /**
   * Connects once, to be sure.
   *
   * @throws EngineException in one sentence, if nobody answers or we are not let in
   */
  public static ExternalServer connect(Target target) {
    try {
      Settings settings = target.readSettings(Isolation.READ_COMMITTED);
      String engine = target.dialect().label() + " " + settings.version();
      String product =
          target
              .profile()
              .map(profile -> profile.label() + " (untested) as " + engine)
              .orElse(engine);
      return new ExternalServer(target, product);
    } catch (SQLException refused) {
      throw new EngineException(explain(target, refused), refused);
    } catch (MissingArtifactException missing) {
      throw new EngineException(String.valueOf(missing.getMessage()), missing);
    }
  }

  /** Messages of these servers and their drivers never repeat a password. */
  private static String explain(Target target, SQLException refused) {
    String state = String.valueOf(refused.getSQLState());
    String said = String.valueOf(refused.getMessage()).strip();
    String what =
        switch (state) {
          case "28P01", "28000", "08004" -> "the server at %s does not let us in";
          case "3D000", "42000" -> "the server at %s has no such database";
          case "08001", "08006", "08000" -> "no " + target.dialect().label() + " answers at %s";
          default -> "cannot work at %s";
        };
    return what.formatted(target.safeUrl()) + ": " + said.lines().findFirst().orElse(state);
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public String describe() {
    return "%s at %s".formatted(product, target.safeUrl());
  }

  /** Nothing to stop: no connection is kept. */
  @Override
  public void close() {}
}
