package dev.overdraft.junit;

import dev.overdraft.engine.EmbeddedPostgres;
import dev.overdraft.target.Target;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The embedded server that all test classes of a run share. Stopped when the run is over. */
@SuppressWarnings("deprecation") // AutoCloseable alone is not closed before JUnit 5.13.
final class Server implements ExtensionContext.Store.CloseableResource, AutoCloseable {

  private final EmbeddedPostgres postgres = EmbeddedPostgres.start();

  static synchronized Server of(ExtensionContext context) {
    ExtensionContext.Store store =
        context.getRoot().getStore(ExtensionContext.Namespace.create(Server.class));
    Server server = store.get(Server.class, Server.class);
    if (server == null) {
      server = new Server();
      store.put(Server.class, server);
    }
    return server;
  }

  Target target() {
    return postgres.target();
  }

  @Override
  public void close() {
    postgres.close();
  }
}
