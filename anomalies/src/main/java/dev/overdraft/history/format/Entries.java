package dev.overdraft.history.format;

import java.io.IOException;

/** Takes the events of a file in the order in which they stand there. */
interface Entries {

  /** One event, valid until this returns. Returns whether more are wanted. */
  boolean accept(Entry entry) throws IOException;
}
