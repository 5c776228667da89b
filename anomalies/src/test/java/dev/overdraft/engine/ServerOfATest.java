package dev.overdraft.engine;

import dev.overdraft.target.Target;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server and a schema that are there as long as the tests of one class run. */
public abstract class ServerOfATest implements BeforeAllCallback, AfterAllCallback {

  private final Supplier<? extends Engine> starting;
  private final String name;
  private @Nullable Engine server;
  private @Nullable SchemaLease lease;

  /** With a schema of that name. */
  protected ServerOfATest(Supplier<? extends Engine> starting, String name) {
    this.starting = starting;
    this.name = name;
  }

  @Override
  public final void beforeAll(ExtensionContext context) {
    server = starting.get();
    lease = SchemaLease.claim(target(), name);
  }

  @Override
  public final void afterAll(ExtensionContext context) {
    if (lease != null) {
      lease.close();
    }
    if (server != null) {
      server.close();
    }
  }

  /** Where the server is. */
  public final Target target() {
    return Objects.requireNonNull(server).target();
  }

  /** The schema's name; it is empty again. */
  protected final String emptied() {
    SchemaLease schema = Objects.requireNonNull(lease);
    schema.recreate();
    return schema.name();
  }
}
