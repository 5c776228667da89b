package dev.overdraft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.workload.bank.BankStrategyProvider;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A team's own source file, compiled while the tests run and kept apart from our class path. */
record OwnCode(Path classes) {

  /** A strategy and its provider, the whole of what a team writes but for one line. */
  static final String LEDGER =
      """
      package com.acme;

      import dev.overdraft.history.Operation;
      import dev.overdraft.strategies.jdbc.JdbcBank;
      import dev.overdraft.strategies.jdbc.Tx;
      import dev.overdraft.workload.bank.BankStrategy;
      import dev.overdraft.workload.bank.BankStrategyProvider;
      import dev.overdraft.workload.bank.Receipt;
      import java.sql.SQLException;
      import java.util.List;
      import javax.sql.DataSource;

      public final class OurBank extends JdbcBank {

        public static final class Provider implements BankStrategyProvider {
          @Override
          public List<BankStrategy> strategies() {
            return List.of(
                BankStrategy.own(
                    "our-bank",
                    "reads under a lock and writes what it computed",
                    OurBank.class,
                    s -> new OurBank(s.dataSource())));
          }
        }

        OurBank(DataSource dataSource) {
          super(dataSource);
        }

        @Override
        protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
          if (t.from() == t.to()) {
            return Receipt.refused("it takes two accounts");
          }
          var locked =
              tx.numbers(
                  "select id, balance from account where id in (?, ?) order by id for update",
                  t.from(), t.to());
          if (locked.size() != 2 || locked.get(t.from()) < t.cents()) {
            return Receipt.refused("not so");
          }
          tx.update("update account set balance = balance - ? where id = ?", t.cents(), t.from());
          tx.update("update account set balance = balance + ? where id = ?", t.cents(), t.to());
          return Receipt.done();
        }

        @Override
        protected Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
          return change(tx, w.account(), -w.cents());
        }

        @Override
        protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
          return change(tx, d.account(), d.cents());
        }

        private static Receipt change(Tx tx, long id, long cents) throws SQLException {
          var balance = tx.number("select balance from account where id = ?LOCK", id);
          if (balance.isEmpty() || balance.getAsLong() + cents < 0) {
            return Receipt.refused("not so");
          }
          tx.update("update account set balance = ? where id = ?", balance.getAsLong() + cents, id);
          return Receipt.done();
        }
      }
      """;

  /** Compiles one source file and names its provider, into {@code directory}. */
  static OwnCode compile(Path directory, String provider, String source) throws IOException {
    return compile(directory, BankStrategyProvider.class, provider, source);
  }

  /** The same for a provider of something else. */
  static OwnCode compile(Path directory, Class<?> service, String provider, String source)
      throws IOException {
    Path sources = Files.createDirectories(directory.resolve("src"));
    Path classes = Files.createDirectories(directory.resolve("classes"));
    String type = provider.substring(provider.lastIndexOf('.') + 1).replaceAll("\\$.*", "");
    Path file = Files.writeString(sources.resolve(type + ".java"), source);
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    var complaints = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, UTF_8)) {
      var task =
          javac.getTask(complaints, files, null, options, null, files.getJavaFileObjects(file));
      assertThat(task.call()).as(complaints.toString()).isTrue();
    }
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(service.getName()), provider + "\n");
    return new OwnCode(classes);
  }

  /** The same in a jar. */
  Path jar(Path file) throws IOException {
    URI uri = URI.create("jar:" + file.toUri());
    try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of("create", "true"));
        Stream<Path> all = Files.walk(classes)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        Path inside = jar.getPath(classes.relativize(each).toString());
        if (inside.getParent() != null) {
          Files.createDirectories(inside.getParent());
        }
        Files.copy(each, inside);
      }
    }
    return file;
  }
}
