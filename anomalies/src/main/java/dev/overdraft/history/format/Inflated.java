package dev.overdraft.history.format;

import dev.overdraft.history.HistoryFormatException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * A stream out of a gzip file that tells of damage as of any other malformed history, and ends
 * where the file breaks off.
 */
final class Inflated extends FilterInputStream {

  private long lines = 1;

  Inflated(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    try {
      int read = super.read(into, from, length);
      for (int at = from; at < from + read; at++) {
        lines += into[at] == '\n' ? 1 : 0;
      }
      return read;
    } catch (EOFException cutOff) {
      return -1;
    } catch (ZipException broken) {
      throw new HistoryFormatException(
          lines, "the gzip file is damaged here: " + broken.getMessage());
    }
  }
}
