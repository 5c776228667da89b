package dev.overdraft.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500ms}, {@code 2s}, {@code 1.5s}, {@code 3m}. */
final class DurationConverter implements ITypeConverter<Duration> {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m)");

  @Override
  public Duration convert(String text) {
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw new TypeConversionException("'" + text + "' is not a duration such as 500ms, 2s or 1m");
    }
    double amount = Double.parseDouble(form.group(1));
    double millis =
        switch (form.group(2)) {
          case "ms" -> amount;
          case "s" -> amount * 1000;
          default -> amount * 60_000;
        };
    return Duration.ofMillis(Math.round(millis));
  }
}
