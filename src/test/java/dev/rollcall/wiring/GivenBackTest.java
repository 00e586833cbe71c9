package dev.rollcall.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.files.Descriptors;
import dev.rollcall.importing.ManualChange;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.pruning.PruneRequest;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.runs.Progress;
import dev.rollcall.runs.RunName;
import dev.rollcall.sqlite.RunLock;
import dev.rollcall.sqlite.SqliteFile;
import dev.rollcall.undoing.UndoRequest;
import dev.rollcall.user.LevelRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However work on a database ends, it leaves no file open, no thread, and no lock. */
class GivenBackTest {

  @TempDir static Path made = Path.of("");
  @TempDir Path folder;
  private SqliteFile file = new SqliteFile(Path.of("users.db"), "users.db");

  /** The ways to work on a database. */
  enum Way {
    IMPORT {
      @Override
      void work(SqliteFile file, ImportSession.Options options) {
        ImportSession.open(file, options).close();
      }
    },
    PLAN {
      @Override
      void work(SqliteFile file, ImportSession.Options options) {
        PlanSession.open(file, options).close();
      }
    },
    CHANGE {
      @Override
      void work(SqliteFile file, ImportSession.Options options) {
        ManualSession.apply(file, options, false, raise("ann"));
      }
    },
    /** Is refused, as there is no such user. */
    REFUSED {
      @Override
      void work(SqliteFile file, ImportSession.Options options) {
        assertThatThrownBy(() -> ManualSession.apply(file, options, false, raise("nobody")))
            .isInstanceOfSatisfying(
                Failure.class,
                failure -> {
                  if (failure.code() != ProblemCode.CHANGE_REFUSED) {
                    throw failure;
                  }
                });
      }
    },
    UNDO {
      @Override
      void work(SqliteFile file, ImportSession.Options options) {
        UndoRequest request = new UndoRequest(new RunName(null, null), false, false, true);
        UndoSession.undo(file, options, request);
      }
    },
    PRUNE {
      @Override
      void work(SqliteFile file, ImportSession.Options options) {
        PruneRequest request = new PruneRequest("2020-01-01T00:00:00Z", null, false, true);
        PruneSession.prune(file, options, request);
      }
    },
    LOOK_AT_RUNS {
      @Override
      void work(SqliteFile file, ImportSession.Options options) {
        try (LedgerReader reader = LedgerReader.open(file, options.echo())) {
          assertThat(reader.newest(5)).hasSize(1);
        }
      }
    },
    LOOK_AT_USERS {
      @Override
      void work(SqliteFile file, ImportSession.Options options) {
        try (UserReader reader = UserReader.open(file, options.echo())) {
          assertThat(reader.history("ann", 5).changes()).hasSize(1);
        }
      }
    };

    abstract void work(SqliteFile file, ImportSession.Options options);

    boolean reads() {
      return this == LOOK_AT_RUNS || this == LOOK_AT_USERS;
    }
  }

  @BeforeAll
  static void makeADatabaseWithAUser() {
    SqliteFile file = SqliteFile.of(made.resolve("users.db").toString());
    Cells ann = Cells.NONE.with(Field.USERNAME, "ann").with(Field.ACTION, "create");
    ManualChange change = ManualChange.of(ann, Map.of(), LevelRules.DEFAULT, "a test");
    ManualSession.apply(file, options(Progress.NONE), true, change);
  }

  @BeforeEach
  void copyIt() throws IOException {
    file = SqliteFile.of(folder.resolve("users.db").toString());
    Files.copy(made.resolve("users.db"), file.path());
  }

  private static ManualChange raise(String name) {
    Cells cells =
        Cells.NONE.with(Field.USERNAME, name).with(Field.ACTION, "update").with(Field.LEVEL, "+1");
    return ManualChange.of(cells, Map.of(), LevelRules.DEFAULT, "a test");
  }

  private static ImportSession.Options options(Progress progress) {
    return new ImportSession.Options("a test", Duration.ZERO, null, new StopSignal(), progress);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void afterWorkThatEndsWell(Way way) throws Exception {
    Set<Thread> before = threads();
    way.work(file, options(Progress.NONE));
    assertNothingIsKept(before);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void whileSomebodyElseHoldsTheDatabase(Way way) throws Exception {
    Set<Thread> before = threads();
    RunLock held = RunLock.take(file, Duration.ZERO, "another");
    try (held) {
      if (way.reads()) {
        way.work(file, options(Progress.NONE));
      } else {
        assertFails(way, ProblemCode.DATABASE_BUSY);
      }
    }
    assertNothingIsKept(before);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void ifItIsNoDatabase(Way way) throws Exception {
    for (Path each : List.of(folder.resolve("users.db-wal"), folder.resolve("users.db-shm"))) {
      Files.deleteIfExists(each);
    }
    Files.writeString(file.path(), "username,level\n".repeat(1_000));
    Set<Thread> before = threads();
    assertFails(way, ProblemCode.DATABASE_UNUSABLE);
    assertNothingIsKept(before);
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"UNDO", "PRUNE"})
  void ifItIsStopped(Way way) throws Exception {
    Set<Thread> before = threads();
    ImportSession.Options options = options(Progress.NONE);
    options.stop().request();
    assertThatThrownBy(() -> way.work(file, options))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ProblemCode.STOPPED));
    assertNothingIsKept(before);
  }

  private void assertFails(Way way, ProblemCode code) {
    assertThatThrownBy(() -> way.work(file, options(Progress.NONE)))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  private void assertNothingIsKept(Set<Thread> before) throws Exception {
    RunLock.take(file, Duration.ZERO, "the next").close();
    assertThat(Descriptors.in(folder)).isEmpty();
    for (Thread thread : threads()) {
      if (thread.getName().equals("persistence") && !before.contains(thread)) {
        // It has done all, and may yet have to end.
        thread.join(Duration.ofSeconds(20).toMillis());
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }
}
