package dev.overdraft.history.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as Clojure prints them, beyond the plain integers that are read on the way. */
final class Numbers {

  /** Longer ones are no measurements; and reading them takes time that grows with the square. */
  private static final int LONGEST = 400;

  private static final Pattern RATIO = Pattern.compile("([+-]?\\d+)/(\\d+)");
  private static final Pattern HEX = Pattern.compile("([+-]?)0[xX]([0-9a-fA-F]+)N?");
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+[NM]?");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d{1,4})?M?");

  private Numbers() {}

  static boolean isNumber(String text) {
    return text.length() <= LONGEST
        && (RATIO.matcher(text).matches()
            || HEX.matcher(text).matches()
            || DECIMAL.matcher(text).matches()
            || WHOLE.matcher(text).matches());
  }

  /** The whole number that the text stands for, null if it stands for none. */
  static @Nullable BigInteger whole(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    if (WHOLE.matcher(text).matches()) {
      boolean suffix = Character.isLetter(text.charAt(text.length() - 1));
      return new BigInteger(suffix ? text.substring(0, text.length() - 1) : text);
    }
    Matcher hex = HEX.matcher(text);
    if (hex.matches()) {
      var value = new BigInteger(hex.group(2), 16);
      return hex.group(1).equals("-") ? value.negate() : value;
    }
    Matcher ratio = RATIO.matcher(text);
    if (ratio.matches()) {
      return quotient(new BigInteger(ratio.group(1)), new BigInteger(ratio.group(2)));
    }
    return DECIMAL.matcher(text).matches() ? whole(decimal(text)) : null;
  }

  private static @Nullable BigInteger quotient(BigInteger numerator, BigInteger denominator) {
    if (denominator.signum() == 0) {
      return null;
    }
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    return parts[1].signum() == 0 ? parts[0] : null;
  }

  private static BigDecimal decimal(String text) {
    String plain = text.endsWith("M") ? text.substring(0, text.length() - 1) : text;
    return new BigDecimal(plain.endsWith(".") ? plain + "0" : plain);
  }

  private static @Nullable BigInteger whole(BigDecimal decimal) {
    BigDecimal stripped = decimal.stripTrailingZeros();
    boolean short64 = stripped.precision() - stripped.scale() <= 19;
    return stripped.scale() <= 0 && short64 ? stripped.toBigInteger() : null;
  }
}
