package dev.overdraft.explore.search;

import dev.overdraft.explore.step.SqlText;
import dev.overdraft.target.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A statement's text with its strings taken out, so that nothing in a value is read as SQL: {@code
 * where id = 'a or b' and x = 'c'} is {@code where id = '0' and x = '1'}. In lower case, without
 * comments and without the quotes around names.
 *
 * @param literals the strings, in lower case, as they are written between their quotes
 * @param certain whether strings end where it was thought that they do
 */
record Masked(String text, List<String> literals, boolean certain) {

  private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$\\w*\\$");

  /** Double quotes are a string's or a name's, as the settings say; a comment needs no dashes. */
  private static final Pattern OWN_TO_MARIADB = Pattern.compile("[\"#]");

  Masked {
    literals = List.copyOf(literals);
  }

  static Masked of(String sql, Dialect dialect) {
    List<String> literals = new ArrayList<>();
    String text =
        SqlText.skeleton(
            sql,
            literal -> {
              literals.add(literal.substring(1, literal.length() - 1).toLowerCase(Locale.ROOT));
              return "'" + (literals.size() - 1) + "'";
            });
    boolean paired = text.chars().filter(c -> c == '\'').count() == 2L * literals.size();
    boolean certain =
        paired
            && !SqlText.hasUncertainEnd(sql)
            && !DOLLAR_QUOTE.matcher(text).find()
            && !(dialect == Dialect.MARIADB && OWN_TO_MARIADB.matcher(text).find());
    return new Masked(text.replace("\"", "").replace("`", ""), literals, certain);
  }

  /** What a literal of the text says, without its quotes. */
  String value(String literal) {
    return literal.startsWith("'")
        ? literals.get(Integer.parseInt(literal.substring(1, literal.length() - 1)))
        : literal;
  }
}
