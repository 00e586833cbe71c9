package dev.rollcall.proof;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Drops the databases of a server that were made for a test, or for all of a class: to delete them
 * at the end of the JVM would take longer than that is given.
 */
final class DropsDatabases
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

  private static final String MADE = "made before";

  @Override
  public void beforeAll(ExtensionContext context) {
    begin(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    begin(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end(context);
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(ExtensionContext.Namespace.create(context.getUniqueId()));
  }

  private static void begin(ExtensionContext context) {
    store(context).put(MADE, PostgreSqlServer.get().made());
  }

  private static void end(ExtensionContext context) {
    PostgreSqlServer.get().dropMadeAfter(store(context).get(MADE, Integer.class));
  }
}
