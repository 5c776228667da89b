package dev.overdraft.storm;

import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.history.Isolation;
import dev.overdraft.recording.Means;
import dev.overdraft.recording.Recording;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.Needs;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/** A bank on the tables of {@link BankSchema}, which record every version of a row themselves. */
final class OurTables implements Premises {

  private final Target target;
  private final String schema;
  private final Isolation level;
  private final Needs needs;
  private final DataSource plain;

  /** In an empty schema. */
  OurTables(Target target, String schema, Isolation level, Needs needs) {
    this.target = target;
    this.schema = schema;
    this.level = level;
    this.needs = needs;
    this.plain = target.unpooled(Isolation.READ_COMMITTED, schema);
  }

  @Override
  public Map<Long, Long> prepare(BankLoad load) throws SQLException {
    new BankSchema(plain).create(load, needs);
    return load.opening();
  }

  @Override
  public Recording recording(long originNanos, long thinkNanos) {
    return new Recording(originNanos, thinkNanos, means(target.dialect()));
  }

  private static Means means(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL -> Means.RETURNING;
      case MARIADB -> Means.SESSION_VARIABLE;
      case H2, HSQLDB, DERBY, SQLITE -> Means.READ_BACK;
    };
  }

  @Override
  public HikariDataSource pool(int connections, Recording recording) {
    return target.pooled(level, schema, connections, recording::watch);
  }

  @Override
  public boolean isStill(Duration patience) throws SQLException, InterruptedException {
    return new Stillness(plain).await(patience);
  }

  @Override
  public BankSchema.Kept kept(Map<Long, Long> opening) throws SQLException {
    return new BankSchema(plain).kept(needs.money(), opening);
  }
}
