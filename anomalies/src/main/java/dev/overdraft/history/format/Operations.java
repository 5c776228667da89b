package dev.overdraft.history.format;

import java.io.IOException;

/** Takes the operations of a file in the order in which they were completed there. */
interface Operations {

  /** One operation, valid until this returns. Returns whether more are wanted. */
  boolean accept(Asked asked) throws IOException;
}
