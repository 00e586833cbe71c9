package dev.rollcall.cli;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reporting.ReportJob;
import dev.rollcall.reporting.ReportSource;
import dev.rollcall.store.DatabaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps a report from being written over what it is made of. */
final class ReportFiles {

  /** What stands beside a database, and belongs to it. */
  private static final List<String> COMPANIONS = List.of("", "-wal", "-shm", "-journal", ".lock");

  private ReportFiles() {}

  /** Throws {@code OUTPUT_UNWRITABLE} if the report would be. */
  static void protect(ReportJob job, DatabaseFile database) throws IOException {
    Path out = job.out();
    if (out == null) {
      return;
    }
    for (String companion : COMPANIONS) {
      Path file = Path.of(database.path() + companion);
      if (same(out, file)) {
        throw refused(out, "this is the database, or belongs to it");
      }
    }
    if (job.source() instanceof ReportSource.Own own && same(out, own.file())) {
      throw refused(out, "this is the report's own SQL");
    }
  }

  private static boolean same(Path one, Path other) throws IOException {
    if (Files.exists(one) && Files.exists(other)) {
      return Files.isSameFile(one, other);
    }
    Path folder = one.toAbsolutePath().getParent();
    return folder != null
        && Files.isDirectory(folder)
        && folder.toRealPath().resolve(one.getFileName()).equals(other.toAbsolutePath());
  }

  private static Failure refused(Path out, String what) {
    return Failure.at(
        ProblemCode.OUTPUT_UNWRITABLE, Place.of(out.toString()), what, "name another file");
  }
}
