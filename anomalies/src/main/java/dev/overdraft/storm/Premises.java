package dev.overdraft.storm;

import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.recording.Recording;
import dev.overdraft.workload.bank.BankLoad;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** Where a storm blows: the bank's tables, the way to them, and what they hold in the end. */
interface Premises {

  /** Opens the accounts; returns what each of them holds, in minor units. */
  Map<Long, Long> prepare(BankLoad load) throws SQLException;

  /** What records there. */
  Recording recording(long originNanos, long thinkNanos);

  /** Connections for a strategy, recorded. */
  HikariDataSource pool(int connections, Recording recording);

  /** Whether nobody is left who could still change the bank, now or before patience runs out. */
  boolean isStill(Duration patience) throws SQLException, InterruptedException;

  /** What the server kept of it. */
  BankSchema.Kept kept(Map<Long, Long> opening) throws SQLException;
}
