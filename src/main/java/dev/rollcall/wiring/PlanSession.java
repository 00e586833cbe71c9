package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.database.Schema;
import dev.rollcall.files.TemporaryFolder;
import dev.rollcall.importing.Plan;
import dev.rollcall.importing.PlanDepth;
import dev.rollcall.importing.Request;
import dev.rollcall.problem.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plans imports into one database and leaves it as it is. In place of one that does not exist yet
 * it uses an empty one. Not thread-safe.
 */
public final class PlanSession implements AutoCloseable {

  private final ImportSession session;
  private final @Nullable TemporaryFolder standIn;

  private PlanSession(ImportSession session, @Nullable TemporaryFolder standIn) {
    this.session = session;
    this.standIn = standIn;
  }

  /**
   * Opens the database.
   *
   * @throws Failure as {@link ImportSession#open}; also {@code SCHEMA_MISSING} for one of an older
   *     version, since updating it would change it
   */
  public static PlanSession open(Database file, ImportSession.Options options) {
    if (!isEmpty(file)) {
      return new PlanSession(ImportSession.open(file, options), null);
    }
    TemporaryFolder folder = null;
    try {
      folder = TemporaryFolder.create("rollcall-plan");
      Database empty = file.standIn(folder.path());
      return new PlanSession(ImportSession.open(empty, options), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  private static boolean isEmpty(Database file) {
    if (!file.exists()) {
      return true;
    }
    return file.readSchema(
        null,
        schema -> {
          boolean empty = schema.status().state() == Schema.State.EMPTY;
          if (!empty) {
            schema.requireCurrent();
          }
          return empty;
        });
  }

  /** Finds out what an import would do; see {@link ImportSession#plan}. */
  public Plan plan(Request request, PlanDepth depth) {
    return session.plan(request, depth);
  }

  /** Finds out what imports would do one after the other; see {@link ImportSession#plan}. */
  public void plan(List<Request> requests, Consumer<Plan> each) {
    session.plan(requests, each);
  }

  @Override
  public void close() {
    try {
      session.close();
    } finally {
      delete(standIn);
    }
  }

  private static void delete(@Nullable TemporaryFolder folder) {
    if (folder != null) {
      folder.close();
    }
  }
}
