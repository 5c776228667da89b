package dev.overdraft.storm;

import dev.overdraft.recording.SessionVariable;
import dev.overdraft.target.Dialect;
import java.util.ArrayList;
import java.util.List;

/**
 * The bank's tables, as each engine wants to be told.
 *
 * <p>Everywhere the same two tables and one trigger. The trigger fires only for updates that nobody
 * rewrote: it counts the revision and marks the row as foreign; before the update where the engine
 * lets it change the new row, else by an update of its own behind it. MariaDB's also notes what the
 * others made, since its updates return no rows.
 */
final class BankDdl {

  private static final String ACCOUNT =
      """
      create table account (
        id bigint primary key,
        balance bigint not null,
        version bigint default 0 not null%s
      )%s
      """;

  private static final String EVIDENCE =
      ", od_revision bigint default 0 not null, od_writer bigint default 0 not null";

  private static final String LOG =
      """
      create table transfer_log (
        sequence %s,
        operation bigint not null,
        attempt integer not null,
        debit bigint,
        credit bigint,
        cents bigint not null,
        versions %s not null%s
      )
      """;

  private static final String IDENTITY = "bigint generated always as identity";

  private BankDdl() {}

  /** Only what a strategy needs, nothing of ours. */
  static List<String> bare(Dialect dialect) {
    return List.of(ACCOUNT.formatted("", storage(dialect)));
  }

  /** All of it, in order. */
  static List<String> whole(Dialect dialect) {
    List<String> all = new ArrayList<>();
    all.add(ACCOUNT.formatted(EVIDENCE, storage(dialect)));
    all.add(log(dialect));
    all.addAll(trigger(dialect));
    return all;
  }

  /** Updates stay on their page, as they would in a table that is vacuumed in time. */
  private static String storage(Dialect dialect) {
    return dialect == Dialect.POSTGRESQL ? " with (fillfactor = 50)" : "";
  }

  private static String log(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL ->
          LOG.formatted(
              IDENTITY,
              "bigint[]",
              ", transaction bigint not null default pg_current_xact_id()::text::bigint,"
                  + " backend integer not null default pg_backend_pid()");
      case MARIADB -> LOG.formatted("bigint auto_increment primary key", "text", "");
      case H2, HSQLDB -> LOG.formatted(IDENTITY, "varchar(30000)", "");
      case DERBY -> LOG.formatted(IDENTITY, "varchar(30000)", "");
      case SQLITE -> LOG.formatted("integer primary key autoincrement", "text", "");
    };
  }

  private static List<String> trigger(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL ->
          List.of(
              """
              create function od_foreign_write() returns trigger language plpgsql as $$
              begin
                new.od_revision := old.od_revision + 1;
                new.od_writer := -1;
                return new;
              end $$
              """,
              """
              create trigger od_foreign_write before update on account for each row
              when (new.od_revision = old.od_revision) execute function od_foreign_write()
              """);
      case MARIADB ->
          List.of(
              """
              create trigger od_foreign_write before update on account for each row
              begin
                if new.od_revision = old.od_revision then
                  set new.od_revision = old.od_revision + 1, new.od_writer = -1;
                else
                  set %1$s = concat_ws(',', %1$s,
                    new.id, new.od_revision, new.od_writer, new.balance);
                end if;
              end
              """
                  .formatted(SessionVariable.NAME));
      case H2 ->
          List.of(
              "create trigger od_foreign_write before update on account for each row call '%s'"
                  .formatted(H2ForeignWrite.class.getName()));
      case HSQLDB ->
          List.of(
              """
              create trigger od_foreign_write before update on account
              referencing old as o new as n for each row when (n.od_revision = o.od_revision)
              begin atomic
                set n.od_revision = o.od_revision + 1;
                set n.od_writer = -1;
              end
              """);
      case DERBY ->
          List.of(
              """
              create trigger od_foreign_write after update on account
              referencing old as o new as n for each row when (n.od_revision = o.od_revision)
              update account set od_revision = od_revision + 1, od_writer = -1 where id = n.id
              """);
      case SQLITE ->
          List.of(
              """
              create trigger od_foreign_write after update on account for each row
              when new.od_revision = old.od_revision
              begin
                update account set od_revision = old.od_revision + 1, od_writer = -1
                where id = new.id;
              end
              """);
    };
  }
}
