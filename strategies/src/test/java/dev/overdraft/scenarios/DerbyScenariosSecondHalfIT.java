package dev.overdraft.scenarios;

import static dev.overdraft.history.Isolation.READ_COMMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.Exploration;
import dev.overdraft.scenarios.errors.Ap32TornAudit;
import dev.overdraft.target.Dialect;
import org.junit.jupiter.api.Test;

class DerbyScenariosSecondHalfIT extends StatedOfDerby {

  DerbyScenariosSecondHalfIT() {
    super(SECOND_HALF);
  }

  /** Why nothing is stated of it at that level: the fix has to hold wherever something is. */
  @Test
  void explore_auditInOneStatementAtReadCommitted_tornBetweenTwoRows() throws Exception {
    try (var explorer = explorer(Ap32TornAudit.STORY, READ_COMMITTED)) {
      Exploration audit = explorer.explore(Variant.FIXED, BUDGET);
      assertThat(audit.verdict()).as(audit.toString()).isEqualTo(Exploration.Verdict.FAILS);
    }
    assertThat(Ap32TornAudit.STORY.at(Dialect.DERBY, READ_COMMITTED)).isEmpty();
  }
}
