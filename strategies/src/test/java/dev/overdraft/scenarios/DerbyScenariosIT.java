package dev.overdraft.scenarios;

import static dev.overdraft.history.Isolation.READ_COMMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.InProcessEngine;
import dev.overdraft.explore.Exploration;
import dev.overdraft.scenarios.errors.Ap32TornAudit;
import dev.overdraft.strategies.WholeSuite;
import dev.overdraft.target.Dialect;
import org.junit.jupiter.api.Test;

/** On Derby both halves at once: it takes no server, and no round trip. */
@WholeSuite
class DerbyScenariosIT extends StatedScenarios {

  DerbyScenariosIT() {
    super(Dialect.DERBY, FIRST_HALF.or(SECOND_HALF));
  }

  @Override
  Engine server() {
    return InProcessEngine.start(Dialect.DERBY);
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
