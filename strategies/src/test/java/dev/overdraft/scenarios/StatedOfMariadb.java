package dev.overdraft.scenarios;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.InstalledMariadb;
import dev.overdraft.target.Dialect;
import java.util.function.IntPredicate;

/** On a MariaDB server that is installed here. */
abstract class StatedOfMariadb extends StatedScenarios {

  StatedOfMariadb(IntPredicate numbers) {
    super(Dialect.MARIADB, numbers);
  }

  @Override
  Engine server() {
    assumeTrue(
        InstalledMariadb.isInstalled(),
        "skipped: no MariaDB server is installed here (apt install mariadb-server)");
    return InstalledMariadb.start();
  }
}
