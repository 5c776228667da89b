package dev.overdraft.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is there as a whole or not at all: it is written beside its place and moved there, so
 * that a full disk or a kill leaves what was there before.
 */
public final class WholeFile {

  private WholeFile() {}

  /** Writes the text, replacing what was there. */
  public static void write(Path file, String text) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, text);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** The error that names the file. */
  static IOException unreadable(Path file, Exception why) {
    String reason =
        why instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : String.valueOf(why.getMessage());
    return new IOException(file + " cannot be read: " + reason, why);
  }
}
