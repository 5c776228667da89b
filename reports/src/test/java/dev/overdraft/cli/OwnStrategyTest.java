package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strategies on a class path of a team's own: found, or refused in a sentence that says why. */
class OwnStrategyTest {

  private static final String PROVIDER =
      """
      package com.acme;
      import dev.overdraft.workload.bank.*;
      import java.util.List;
      public final class Mine implements BankStrategyProvider {
        @Override public List<BankStrategy> strategies() { BODY }
      }
      """;

  @TempDir Path directory;

  @Test
  void list_jarWithAProvider_showsItBehindTheBuiltInOnes() throws Exception {
    Path jar =
        OwnCode.compile(directory, "com.acme.OurBank$Provider", OwnCode.LEDGER.replace("LOCK", ""))
            .jar(directory.resolve("our.jar"));
    String elsewhere = Files.createDirectory(directory.resolve("empty")).toString();
    Ran ran = Ran.overdraft("list", "--classpath", elsewhere + File.pathSeparator + jar);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains(
            "select-for-update", "our-bank", "Reads under a lock and writes what it computed.");
    assertThat(Ran.overdraft("list").out()).doesNotContain("our-bank");
  }

  @Test
  void list_directoryOfJars_isExpanded() throws Exception {
    OwnCode.compile(directory, "com.acme.OurBank$Provider", OwnCode.LEDGER.replace("LOCK", ""))
        .jar(directory.resolve("our.jar"));
    assertThat(Ran.overdraft("list", "--classpath", directory + "/*").out()).contains("our-bank");
  }

  @Test
  void run_entryThatIsNotThere_usage() {
    refused(directory.resolve("nowhere.jar"), "nowhere.jar' on the class path does not exist");
  }

  @Test
  void run_entryThatIsNoJar_usage() throws Exception {
    refused(Files.createFile(directory.resolve("Mine.java")), "neither a jar nor a directory");
  }

  @Test
  void run_providerThatThrows_usageNamesIt() throws Exception {
    refused(
        provider("throw new IllegalStateException(\"no licence\");"),
        "com.acme.Mine does not tell its strategies: java.lang.IllegalStateException: no licence");
  }

  @Test
  void run_providerThatIsNoProvider_usageNamesIt() throws Exception {
    Path classes = provider("return List.of();");
    Files.writeString(
        classes.resolve("META-INF/services/dev.overdraft.workload.bank.BankStrategyProvider"),
        "com.acme.Missing\n");
    refused(classes, "cannot be loaded", "com.acme.Missing");
  }

  @Test
  void run_nameThatIsTaken_usageNamesBoth() throws Exception {
    refused(
        provider(
            "return List.of(BankStrategy.own(\"atomic-update\", \"x\", Bank.class, s -> null));"),
        "com.acme.Mine names a strategy 'atomic-update'",
        "taken by dev.overdraft.strategies.jdbc.AtomicUpdate");
  }

  @Test
  void run_nameThatIsNoName_usage() throws Exception {
    refused(
        provider("return List.of(BankStrategy.own(\"Our Bank\", \"x\", Bank.class, s -> null));"),
        "com.acme.Mine names a strategy 'Our Bank'",
        "kebab case");
  }

  private Path provider(String body) throws IOException {
    return OwnCode.compile(directory, "com.acme.Mine", PROVIDER.replace("BODY", body)).classes();
  }

  private static void refused(Path entry, String... words) {
    Ran ran = Ran.overdraft("run", "--no-bench", "--classpath", entry.toString());
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains(words);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.out()).isEmpty();
  }
}
