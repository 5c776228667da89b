package dev.overdraft.explore.step;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as text that is the same in every run. */
final class Values {
  private static final Pattern IDENTITY = Pattern.compile("([\\w.$]+)@[0-9a-f]{1,8}");

  private Values() {}

  /** What an actor returned; an object without a text of its own is named by its class. */
  static String text(Object value) {
    if (value.getClass().isArray()) {
      List<String> items = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        Object item = Array.get(value, i);
        items.add(item == null ? "null" : text(item));
      }
      return items.toString();
    }
    return IDENTITY.matcher(String.valueOf(value)).replaceAll("$1");
  }

  /** A parameter or a column as SQL would write it. */
  static String sql(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    boolean plain = value instanceof Number || value instanceof Boolean;
    return plain ? value.toString() : "'" + text(value).replace("'", "''") + "'";
  }

  /** A column for a lane: without quotes. */
  static String cell(@Nullable Object value) {
    return value == null ? "null" : text(value);
  }
}
