package dev.overdraft.scenarios;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The code of an anti-pattern as it stands in its source file, which is packed beside the class.
 *
 * <p>A member that is marked {@link Broken} or {@link Fixed} is taken whole, with its comment. It
 * ends at the first line that closes a brace at its own depth, which the formatter that every build
 * checks with guarantees.
 */
public final class Excerpt {

  private static final String MEMBER = "  ";

  private Excerpt() {}

  /** The marked code; empty if the sources were not packed. */
  public static Optional<String> of(AntiPattern antiPattern, Variant variant) {
    String mark = MEMBER + (variant == Variant.BROKEN ? "@Broken" : "@Fixed");
    return source(antiPattern.type()).map(lines -> marked(lines, mark));
  }

  /** The lines of a class's source file; empty if it is not on the class path. */
  public static Optional<List<String>> source(Class<?> type) {
    String name = type.getSimpleName() + ".java";
    try (InputStream stream = type.getResourceAsStream(name)) {
      return stream == null
          ? Optional.empty()
          : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static String marked(List<String> lines, String mark) {
    List<String> members = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).equals(mark)) {
        members.add(member(lines, at));
      }
    }
    return String.join("\n", members);
  }

  private static String member(List<String> lines, int mark) {
    int from = mark;
    while (from > 0 && !lines.get(from - 1).isBlank()) {
      from--;
    }
    var text = new StringBuilder();
    for (int at = from; at < lines.size(); at++) {
      String line = lines.get(at);
      if (at != mark) {
        text.append(line.isBlank() ? "" : line.substring(MEMBER.length())).append('\n');
      }
      if (line.equals(MEMBER + "}")) {
        break;
      }
    }
    return text.toString();
  }
}
