package dev.overdraft.cli;

import java.io.Console;
import java.util.Optional;

/** Whether a person sits in front of this process. */
final class Terminal {
  private Terminal() {}

  /**
   * The console, if it is a terminal. From JDK 22 on there is one even for a pipe, and it has to be
   * asked.
   */
  @SuppressWarnings("SystemConsoleNull")
  static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Terminal::isTerminal);
  }

  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException beforeJdk22) {
      return true;
    } catch (ReflectiveOperationException unknown) {
      return false;
    }
  }
}
