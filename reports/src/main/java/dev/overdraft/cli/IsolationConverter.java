package dev.overdraft.cli;

import dev.overdraft.history.Isolation;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an isolation level as SQL, JDBC or the field write it. */
final class IsolationConverter implements ITypeConverter<Isolation> {
  @Override
  public Isolation convert(String text) {
    try {
      return Isolation.parse(text);
    } catch (IllegalArgumentException unknown) {
      String known =
          Arrays.stream(Isolation.values())
              .map(level -> level.sql().replace(' ', '-'))
              .collect(Collectors.joining(", "));
      throw new TypeConversionException(
          "'" + text + "' is no isolation level: use one of " + known);
    }
  }
}
