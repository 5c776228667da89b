package dev.overdraft.history.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A window on a stream of bytes that keeps the current token whole, however the stream is cut into
 * blocks. It grows as far as the longest token may be, and no further.
 */
final class Bytes implements Closeable {

  private static final int BLOCK = 1 << 16;

  private final InputStream in;
  private final int longest;
  byte[] block = new byte[BLOCK];
  int at;
  int end;

  /** Where the token that must be kept begins, or -1. */
  int mark = -1;

  /** Bytes of the stream before {@code block[0]}. */
  long before;

  Bytes(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Makes sure that {@code block[at]} is there; false at the end of the stream. */
  boolean more() throws IOException {
    return at < end || refill();
  }

  /** Whether the marked token has grown longer than any may be. */
  boolean tooLong() {
    return mark >= 0 && at - mark > longest;
  }

  private boolean refill() throws IOException {
    int keep = mark < 0 ? at : mark;
    int kept = end - keep;
    if (keep > 0) {
      System.arraycopy(block, keep, block, 0, kept);
      before += keep;
      at -= keep;
      end = kept;
      if (mark >= 0) {
        mark = 0;
      }
    }
    if (end == block.length) {
      block = Arrays.copyOf(block, block.length * 2);
    }
    int read = in.read(block, end, block.length - end);
    if (read <= 0) {
      return false;
    }
    end += read;
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
