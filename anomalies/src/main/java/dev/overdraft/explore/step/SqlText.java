package dev.overdraft.explore.step;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be told from a statement's text alone. */
public final class SqlText {

  /** What is no SQL inside: a string, a quoted name, a comment; not MariaDB's that are executed. */
  private static final Pattern OPAQUE =
      Pattern.compile(
          "'(?:[^']++|'')*+'|\"[^\"]*+\"|`[^`]*+`|/\\*(?!M?!).*?\\*/|--[^\\n]*", Pattern.DOTALL);

  /** What stands between the statements of a batch, on a line that no comment reaches. */
  static final String AND = "\n/* and */\n";

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern WRITES =
      Pattern.compile("\\b(insert|update|delete|merge|truncate|call|do|create|alter|drop)\\b");
  private static final Pattern LOCKS =
      Pattern.compile("\\bfor (no key |key )?(update|share)\\b|lock");
  private static final Pattern XA_START =
      Pattern.compile("xa (?:start|begin) (.+?)(?: (?:join|resume))?;?", Pattern.CASE_INSENSITIVE);
  private static final Pattern PREPARE =
      Pattern.compile("prepare\\s+transaction\\s+(\\S*'(?:[^']|'')*')", Pattern.CASE_INSENSITIVE);
  private static final Pattern XA_LOCAL = Pattern.compile("xa (?:start|begin|end|recover)\\b.*");
  private static final Pattern SESSION_LOCK =
      Pattern.compile("\\b(?:pg_(?:try_)?advisory_lock(?:_shared)?|get_lock)\\b");
  private static final Pattern NEXT_NUMBER =
      Pattern.compile(
          "select nextval\\((?:''|\\?|[\\w.$`\"]+)(?:::regclass)?\\)(?: as)?(?: \\w+)?;?");
  private static final Set<String> LOCAL =
      Set.of("set", "show", "reset", "savepoint", "release", "discard");

  /** What looks at rows all the same: checks that were put off, and variables set by queries. */
  private static final Pattern CHECKS =
      Pattern.compile("^set (?:constraints .* immediate|statement )|\\bselect\\b");

  private static final Set<String> REFUSED =
      Set.of(
          "listen",
          "notify",
          "unlisten",
          "copy",
          "prepare",
          "execute",
          "fetch",
          "declare",
          "begin",
          "start",
          "commit",
          "end",
          "rollback",
          "abort");

  private SqlText() {}

  /** The statements of a batch; itself, if it is none. */
  public static List<String> each(String sql) {
    return sql.contains(AND) ? List.of(sql.split(Pattern.quote(AND), -1)) : List.of(sql);
  }

  /** On one line, without comments. */
  public static String normal(String sql) {
    if (isNormal(sql)) {
      return sql;
    }
    boolean comments = sql.contains("--") || sql.contains("/*");
    String bare = comments && !hasUncertainEnd(sql) ? uncommented(sql) : sql;
    return SPACE.matcher(bare).replaceAll(" ").strip();
  }

  /** Whether there is nothing to do; most statements of a run have been looked at before. */
  private static boolean isNormal(String sql) {
    char before = ' ';
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      boolean doubled = c == before && (c == ' ' || c == '-');
      if (doubled
          || (c == '*' && before == '/')
          || ((c < ' ' || c > '~') && Character.isWhitespace(c))) {
        return false;
      }
      before = c;
    }
    return before != ' ' || sql.isEmpty();
  }

  private static String uncommented(String sql) {
    return OPAQUE
        .matcher(sql)
        .replaceAll(
            found -> {
              char first = found.group().charAt(0);
              boolean comment = first == '-' || first == '/';
              return comment ? " " : Matcher.quoteReplacement(found.group());
            });
  }

  /** Whether a backslash stands before a quote: settings say if the string ends there. */
  public static boolean hasUncertainEnd(String sql) {
    return sql.contains("\\'");
  }

  /** In lower case, without comments and with every string literal emptied. */
  public static String skeleton(String sql) {
    return skeleton(sql, literal -> "''");
  }

  /** The same with something else in the place of every string literal. */
  public static String skeleton(String sql, UnaryOperator<String> instead) {
    return OPAQUE
        .matcher(normal(sql))
        .replaceAll(
            found -> {
              boolean literal = found.group().startsWith("'");
              return Matcher.quoteReplacement(
                  literal ? instead.apply(found.group()) : found.group());
            })
        .toLowerCase(Locale.ROOT);
  }

  /** Whether it may change anything; in doubt it may. */
  static boolean writes(String sql) {
    String text = skeleton(sql);
    return switch (firstWord(text)) {
      case "select", "values", "table", "with", "explain" ->
          WRITES.matcher(text.replace("for update", "").replace("for no key update", "")).find()
              || Functions.mayWrite(text);
      default -> true;
    };
  }

  /** Whether it may lock rows or wait for them; in doubt it may. */
  static boolean locks(String sql) {
    return writes(sql) || LOCKS.matcher(skeleton(sql)).find();
  }

  /** Whether it may give a lock back that its transaction would keep. */
  static boolean unlocks(String sql) {
    String text = skeleton(sql);
    return text.contains("unlock")
        || text.contains("release_lock")
        || text.startsWith("xa prepare ");
  }

  /** Whether it may lock something for longer than its transaction. */
  static boolean locksForSession(String sql) {
    return SESSION_LOCK.matcher(skeleton(sql)).find();
  }

  /** Whether it concerns its own session only, so that its place in a schedule does not matter. */
  static boolean isLocal(String sql) {
    String text = skeleton(sql);
    return text.isEmpty()
        || (LOCAL.contains(firstWord(text))
            && !CHECKS.matcher(text).find()
            && !LevelText.isVariable(text))
        || text.equals("select 1")
        || XA_LOCAL.matcher(text).matches()
        || NEXT_NUMBER.matcher(text).matches();
  }

  /** Whether it ends its session's transaction by handing it over to the server. */
  static boolean preparesTransaction(String sql) {
    return skeleton(sql).startsWith("prepare transaction ");
  }

  /** The name that it gives to the transaction that it hands over, as it is written. */
  static String preparedName(String sql) {
    return PREPARE.matcher(sql).results().map(found -> found.group(1)).findFirst().orElseThrow();
  }

  /** The name of the branch that it begins on its session, as it is written; MariaDB's XA. */
  static Optional<String> begunBranch(String sql) {
    Matcher start = XA_START.matcher(normal(sql));
    return start.matches() ? Optional.of(start.group(1)) : Optional.empty();
  }

  /** Whether it ends a branch: its session's own, if it has one. */
  static boolean endsBranch(String sql) {
    String text = skeleton(sql);
    return text.startsWith("xa commit ") || text.startsWith("xa rollback ");
  }

  /** Whether it decides a transaction that was prepared, which is done outside of any other. */
  static boolean endsPrepared(String sql) {
    String text = skeleton(sql);
    return text.startsWith("commit prepared ") || text.startsWith("rollback prepared ");
  }

  /** Whether it is something that cannot be stepped faithfully. */
  static boolean isRefused(String sql) {
    if (preparesTransaction(sql) || endsPrepared(sql)) {
      return false;
    }
    String text = skeleton(sql);
    int semicolon = text.indexOf(';');
    return REFUSED.contains(firstWord(text))
        || LevelText.isVariable(text)
        || (semicolon >= 0 && semicolon < text.length() - 1 && !text.startsWith("do "));
  }

  /** The first word, in lower case. */
  public static String firstWord(String text) {
    int end = 0;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /** The statements of a batch, or the only one, with their values, on a line each. */
  static List<String> eachWithValues(String sql, List<String> values) {
    Iterator<String> left = values.iterator();
    return each(sql).stream().map(one -> withValues(normal(one), left)).toList();
  }

  /** The statement with values put in for its question marks, as far as there are any. */
  static String withValues(String sql, List<String> values) {
    return withValues(sql, values.iterator());
  }

  private static String withValues(String sql, Iterator<String> left) {
    var text = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      quoted ^= c == '\'';
      if (c == '?' && !quoted && left.hasNext()) {
        text.append(left.next());
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
