package dev.rollcall.junit;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests their databases, and deletes them afterwards. Tests may run at the same time. */
final class SeededDatabaseExtension implements ParameterResolver, AfterEachCallback {

  private static final String USED = "used";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    boolean fits = type == Path.class || type == DataSource.class;
    return parameter.isAnnotated(SeededDatabase.class)
        || fits
            && parameter.getParameter().getAnnotations().length == 0
            && ofClass(context) != null;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "a seeded database belongs to one test: name it as a parameter of the test or of what"
              + " runs before each test");
    }
    SeededDatabase seeded =
        parameter
            .findAnnotation(SeededDatabase.class)
            .or(() -> Optional.ofNullable(ofClass(context)))
            .orElseThrow();
    Class<?> wanted = parameter.getParameter().getType();
    boolean file = wanted == Path.class && seeded.server().isEmpty();
    if (!file && wanted != DataSource.class) {
      throw new ParameterResolutionException(
          "a seeded database is a Path or, as always on a server, a DataSource, not a "
              + wanted.getName());
    }
    Copy copy =
        copies(context)
            .computeIfAbsent(
                seeded.value() + "\n" + seeded.server(),
                key ->
                    seeded.server().isEmpty()
                        ? FileCopy.of(seeded.value())
                        : Server.at(seeded.server()).copy(seeded.value()));
    return file ? copy.file() : new UrlDataSource(copy.url());
  }

  /** Of the class of the test, or of one around it. */
  private static SeededDatabase ofClass(ExtensionContext context) {
    for (Class<?> each = context.getRequiredTestClass();
        each != null;
        each = each.getEnclosingClass()) {
      SeededDatabase found = each.getAnnotation(SeededDatabase.class);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  // JUnit 5 has no other way.
  @SuppressWarnings({"unchecked", "deprecation"})
  private static Map<String, Copy> copies(ExtensionContext context) {
    return (Map<String, Copy>)
        context
            .getStore(ExtensionContext.Namespace.create(SeededDatabaseExtension.class))
            .getOrComputeIfAbsent(USED, key -> new ConcurrentHashMap<String, Copy>());
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException, SQLException {
    for (Copy copy : copies(context).values()) {
      copy.delete();
    }
  }
}
