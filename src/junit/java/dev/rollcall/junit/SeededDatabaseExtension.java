package dev.rollcall.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
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
    String folder =
        parameter
            .findAnnotation(SeededDatabase.class)
            .or(() -> Optional.ofNullable(ofClass(context)))
            .orElseThrow()
            .value();
    Path database = databases(context).computeIfAbsent(folder, SeededDatabaseExtension::copy);
    Parameter wanted = parameter.getParameter();
    if (wanted.getType() == Path.class) {
      return database;
    }
    if (wanted.getType() == DataSource.class) {
      return new FileDataSource(database);
    }
    throw new ParameterResolutionException(
        "a seeded database is a Path or a DataSource, not a " + wanted.getType().getName());
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

  private static Path copy(String folder) {
    try {
      Path copy = Files.createTempDirectory("rollcall-test").resolve("users.db");
      return Files.copy(Seeds.of(folder), copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // JUnit 5 has no other way.
  @SuppressWarnings({"unchecked", "deprecation"})
  private static Map<String, Path> databases(ExtensionContext context) {
    return (Map<String, Path>)
        context
            .getStore(ExtensionContext.Namespace.create(SeededDatabaseExtension.class))
            .getOrComputeIfAbsent(USED, key -> new ConcurrentHashMap<String, Path>());
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    for (Path database : databases(context).values()) {
      Folders.delete(database.getParent());
    }
  }
}
