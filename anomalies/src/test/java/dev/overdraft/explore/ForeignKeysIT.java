package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.Table;
import dev.overdraft.explore.schema.Table.ForeignKey;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys of several columns, as each engine's catalogue tells them. */
class ForeignKeysIT {

  @RegisterExtension static final Database postgres = Database.postgres();
  @RegisterExtension static final Database mariadb = Database.mariadb();
  @RegisterExtension static final Database h2 = Database.inProcess(Dialect.H2);
  @RegisterExtension static final Database hsqldb = Database.inProcess(Dialect.HSQLDB);
  @RegisterExtension static final Database derby = Database.inProcess(Dialect.DERBY);

  @Test
  void read_foreignKeysThatShareAColumn_bothWithAllTheirColumns() throws Exception {
    for (Database database : List.of(postgres, mariadb, h2, hsqldb, derby)) {
      Catalog catalog = read(database);
      assertThat(catalog.table("entry").orElseThrow().parents())
          .as(catalog.dialect().name())
          .containsExactlyInAnyOrder(
              new ForeignKey("holder", List.of("tenant", "h"), List.of("tenant", "id")),
              new ForeignKey("person", List.of("tenant", "p"), List.of("tenant", "email")));
      Table person = catalog.table("person").orElseThrow();
      assertThat(person.children()).containsExactly("entry");
      assertThat(person.unique()).containsExactlyInAnyOrder("tenant", "email");
    }
  }

  private static Catalog read(Database database) throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(
          "create table holder (id int not null, tenant int not null, primary key (tenant, id))",
          "create table person (id int primary key, tenant int not null,"
              + " email varchar(9) not null, age int, unique (tenant, email))",
          "create table entry (id int primary key, tenant int, h int, p varchar(9),"
              + " foreign key (tenant, h) references holder (tenant, id),"
              + " foreign key (tenant, p) references person (tenant, email))");
      try (Connection connection =
          database.target().unpooled(Isolation.READ_COMMITTED, "explored").getConnection()) {
        return Catalog.read(connection);
      }
    }
  }
}
