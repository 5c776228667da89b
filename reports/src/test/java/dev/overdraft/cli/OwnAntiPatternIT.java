package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.scenarios.AntiPatternProvider;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Anti-patterns on a class path of a team's own: found and explored, or refused with a reason. */
class OwnAntiPatternIT {

  private static final String PROVIDER =
      """
      package com.acme;
      import dev.overdraft.explore.Scenario;
      import dev.overdraft.history.Isolation;
      import dev.overdraft.scenarios.*;
      import java.util.List;
      public final class Mine implements AntiPatternProvider {
        private static Scenario stage(Setting on, String guard) {
          return Scenario.named("stock")
              .given("insert into stock (id, pieces) values (1, 1)")
              .actor("alice", () -> sell(on, guard))
              .actor("bob", () -> sell(on, guard))
              .invariant("nothing is oversold", "select pieces >= 0 from stock");
        }
        private static Object sell(Setting on, String guard) throws java.sql.SQLException {
          return Sql.inTransaction(on.dataSource(), sql -> {
            if (sql.number("select pieces from stock where id = 1") < 1) {
              return "sold out";
            }
            return sql.update("update stock set pieces = pieces - 1 where id = 1" + guard);
          });
        }
        @Override public List<AntiPattern> antiPatterns() {
          return List.of(
              AntiPattern.of(NUMBER, "oversold", Mine.class, Chapter.UNPROTECTED)
                  .title("The last piece, twice")
                  .story("Both look, both sell.")
                  .breaks(Rule.CAPACITY)
                  .breaksOn("PostgreSQL", Where.Basis.MEASURED, Isolation.READ_COMMITTED)
                  .fix("The guard is in the update.")
                  .tables("create table stock (id int primary key, pieces int not null)")
                  .staged(on -> stage(on, ""), on -> stage(on, " and pieces > 0")));
        }
      }
      """;

  @TempDir Path directory;

  private Path provider(int number) throws IOException {
    String source = PROVIDER.replace("NUMBER", String.valueOf(number));
    return OwnCode.compile(directory, AntiPatternProvider.class, "com.acme.Mine", source).classes();
  }

  @Test
  void listAndExplain_showItBehindTheBuiltInOnes() throws Exception {
    String own = provider(100).toString();

    assertThat(Ran.overdraft("list", "--classpath", own).out())
        .contains("ap-43-rounding", "ap-100-oversold");
    assertThat(Ran.overdraft("explain", "ap-100", "--classpath", own).out())
        .contains("AP100 ap-100-oversold: The last piece, twice", "Both look, both sell.");
    assertThat(Ran.overdraft("list").out()).doesNotContain("ap-100");
  }

  @Test
  void list_numberOfOurs_usageNamesTheProvider() throws Exception {
    Ran ran = Ran.overdraft("list", "--classpath", provider(12).toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("com.acme.Mine gives 'ap-12-oversold' the number 12");
  }

  @Test
  void explore_itsNumber_failsAndTheFixHolds() throws Exception {
    Ran ran = Ran.overdraft("explore", "ap-100", "--classpath", provider(100).toString());

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out())
        .contains("ap-100-oversold at read committed: FAILS in")
        .contains("ap-100-oversold.fixed at read committed: HOLDS");
  }

  @Test
  void lesson_itsNumber_bothPartsAreWritten() throws Exception {
    Path pages = directory.resolve("pages");
    String own = provider(100).toString();
    Ran ran =
        Ran.overdraft(
            "lesson", "ap-100", "--classpath", own, "--engine", "h2", "--out", pages.toString());

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(pages.resolve("ap-100-oversold.html"))
        .content()
        .contains("The last piece, twice", "As people write it", "Mended");
  }
}
