package dev.overdraft.target;

import java.util.regex.Pattern;

/**
 * Takes passwords out of JDBC URLs before anybody sees them.
 *
 * <p>Covers {@code password=…} in any parameter ({@code sslpassword=} too) and {@code
 * //user:secret@host}, which PostgreSQL's driver refuses but people type.
 */
final class Redaction {
  private static final Pattern PARAMETER = Pattern.compile("(?i)(password=)[^&;#\\s]*");
  private static final Pattern USER_INFO = Pattern.compile("//[^/?\\s]*:[^/?\\s]*@");
  private static final String HIDDEN = "***";

  private Redaction() {}

  static String ofUrl(String url) {
    String withoutParameter = PARAMETER.matcher(url).replaceAll("$1" + HIDDEN);
    return USER_INFO.matcher(withoutParameter).replaceAll("//" + HIDDEN + "@");
  }
}
