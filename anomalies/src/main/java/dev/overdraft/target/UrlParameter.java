package dev.overdraft.target;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is put into a JDBC URL that somebody else wrote. The last parameter of a name wins. */
final class UrlParameter {

  private static final Pattern PATH = Pattern.compile("([^?]*//[^/?]*)(?:/[^?]*)?(\\?.*)?");

  private UrlParameter() {}

  /** The URL with a parameter more; without one, if the value is empty. */
  static String with(String url, String parameter, String value) {
    if (value.isEmpty()) {
      return url;
    }
    String separator = url.contains("?") ? "&" : "?";
    return url + separator + parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** The URL with another path, which names a database. */
  static String withPath(String url, String path) {
    Matcher parts = PATH.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException("a URL of this engine has //host in it");
    }
    String parameters = parts.group(2);
    return parts.group(1) + "/" + path + (parameters == null ? "" : parameters);
  }
}
