package dev.overdraft.recording;

import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a rewritten statement: its own stand behind those that we have put in front, and
 * the ids of the rows among them are remembered.
 */
final class Parameters {

  private final Statement target;
  private final AccountSql prepared;
  private final Map<Integer, Object> ids = new HashMap<>();

  Parameters(Statement target, AccountSql prepared) {
    this.target = target;
    this.prepared = prepared;
  }

  /** A call of one of {@code PreparedStatement}'s setters; the usual ones fast. */
  @Nullable Object set(Method method, @Nullable Object @Nullable [] args) throws Throwable {
    if (args == null || !(args[0] instanceof Integer position)) {
      return Proxies.pass(target, method, args);
    }
    if (args.length == 2) {
      Object value = args[1];
      if (value != null && prepared.ids().contains(position)) {
        ids.put(position, value);
      }
      if (setFast(method.getName(), position + prepared.shift(), value)) {
        return null;
      }
    }
    @Nullable Object[] shifted = args.clone();
    shifted[0] = position + prepared.shift();
    return Proxies.pass(target, method, shifted);
  }

  /** Without reflection; false for a setter that is not one of these. */
  private boolean setFast(String name, int moved, @Nullable Object value) throws SQLException {
    PreparedStatement statement = (PreparedStatement) target;
    switch (name) {
      case "setLong" -> statement.setLong(moved, (Long) Objects.requireNonNull(value));
      case "setObject" -> statement.setObject(moved, value);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The ids that an update names; empty if not all of them are known. */
  List<Object> ids() {
    List<Integer> wanted = prepared.ids();
    List<Object> found =
        wanted.stream().filter(ids::containsKey).map(ids::get).map(Object.class::cast).toList();
    return found.size() == wanted.size() ? found : List.of();
  }
}
