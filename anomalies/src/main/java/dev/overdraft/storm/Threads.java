package dev.overdraft.storm;

import dev.overdraft.recording.Recording;
import dev.overdraft.workload.bank.Surroundings;
import javax.sql.DataSource;

/** Surroundings that are just what a strategy asks for: connections and threads. */
public final class Threads {
  private Threads() {}

  /** With nothing recorded, for measuring. */
  public static Surroundings around(DataSource dataSource) {
    return around(dataSource, new Recording(System.nanoTime(), 0));
  }

  static Surroundings around(DataSource dataSource, Recording recording) {
    return new Surroundings() {
      @Override
      public DataSource dataSource() {
        return dataSource;
      }

      @Override
      public Writer singleWriter(String name) {
        return new SingleWriter(name, recording);
      }
    };
  }
}
