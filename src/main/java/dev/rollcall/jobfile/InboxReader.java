package dev.rollcall.jobfile;

import static java.util.Objects.requireNonNullElseGet;

import dev.rollcall.inbox.Inbox;
import dev.rollcall.inbox.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads where the inputs of a job are delivered, and where they go then. */
final class InboxReader {

  private static final Duration USUAL_QUIET = Duration.ofSeconds(10);

  private InboxReader() {}

  /** The inbox; null if there is none, or it is wrong: then the problems are told. */
  static @Nullable Inbox read(Section imports, Problems problems) {
    if (!imports.has(Key.INBOX)) {
      if (imports.has(Key.AFTER)) {
        problems.add(
            imports.place(Key.AFTER),
            "after says what becomes of files of an inbox, and there is none",
            "remove it, or have the files delivered to an inbox");
      }
      return null;
    }
    Section section = imports.section(Key.INBOX);
    Section after = imports.section(Key.AFTER);
    @Nullable Path folder = section.word(Key.FOLDER, JobValues::path);
    @Nullable String match = section.word(Key.FILES, InboxWords::match);
    @Nullable Readiness ready = section.word(Key.READY, InboxWords::ready);
    @Nullable Path done = after.word(Key.DONE, JobValues::path);
    @Nullable Path failed = after.word(Key.FAILED, JobValues::path);
    if (folder == null || match == null) {
      return null;
    }
    return new Inbox(
        folder,
        match,
        requireNonNullElseGet(ready, () -> new Readiness.Settle(USUAL_QUIET)),
        requireNonNullElseGet(done, () -> folder.resolve("done")),
        requireNonNullElseGet(failed, () -> folder.resolve("failed")));
  }
}
