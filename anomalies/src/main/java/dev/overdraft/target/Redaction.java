package dev.overdraft.target;

import java.util.regex.Pattern;

/**
 * Takes passwords out of JDBC URLs before anybody sees them.
 *
 * <p>Covers {@code password=…} in any parameter ({@code sslpassword=} too) and {@code
 * //user:secret@host}, which drivers refuse, repeating it, but people type.
 */
public final class Redaction {
  private static final Pattern PARAMETER = Pattern.compile("(?i)(password=)[^&;#\\s]*");
  private static final Pattern USER_INFO = Pattern.compile("//[^?\\s]*:[^?\\s]*@");
  private static final String HIDDEN = "***";

  private Redaction() {}

  /** Whether a user and a password stand before the host. */
  public static boolean hasLogin(String url) {
    return USER_INFO.matcher(url).find();
  }

  static String ofUrl(String url) {
    String withoutParameter = PARAMETER.matcher(url).replaceAll("$1" + HIDDEN);
    return USER_INFO.matcher(withoutParameter).replaceAll("//" + HIDDEN + "@");
  }
}
