package dev.rollcall.inbox;

import dev.rollcall.files.Glob;
import dev.rollcall.files.SmallFile;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What nobody has decided yet, and newer files must not overtake: a file that failed, or one that a
 * job of another name has begun with.
 */
record Stop(InboxFolder folder) {

  /** Where a job keeps which file has failed. */
  static final String FILE = "stopped";

  private static final int LARGEST_BYTES = 64 << 10;

  /**
   * The delivery, the file's name, and where deliveries went that failed. The last counts only if
   * the job has them go elsewhere since; without it an inbox may be moved with all that is in it.
   */
  private static final Pattern SAID =
      Pattern.compile("(?<id>[0-9TZa-f-]+)/(?<name>[^/\\x00]+)\\x00(?<failed>.+)", Pattern.DOTALL);

  /** What is kept of a file that is about to be put to those that failed. */
  static String text(Claim claim, Path failed) {
    return claim.id() + "/" + claim.file() + "\0" + failed.toAbsolutePath();
  }

  private record Failed(String name, Path path) {}

  /**
   * Makes sure that there is nothing of the kind.
   *
   * @throws Failure {@code INBOX_STOPPED}
   */
  void requireNone() {
    Failed own = failed(folder.claims());
    if (own != null) {
      throw failure(own);
    }
    for (Path claims : ofOthers()) {
      Failed failed = failed(claims);
      if (failed != null && isOurs(failed.name)) {
        throw failure(failed);
      }
      Path begun = begun(claims);
      if (begun != null) {
        throw stopped(
            "a job of another name, \""
                + claims.getFileName()
                + "\", has taken a file out of it and is not done with that: "
                + begun,
            "if it was this job, run it once more under that name;"
                + " or move the file away to go on without it");
      }
    }
  }

  private Failure failure(Failed failed) {
    return stopped(
        "it is stopped, so that newer files don't overtake one that failed: " + failed.path,
        "see "
            + InboxFolder.SUMMARY
            + " beside it; fix it and put it back, or move it away to go on without it");
  }

  private Failure stopped(String what, String advice) {
    Place place = Place.of(folder.inbox().folder().toString());
    return Failure.at(ProblemCode.INBOX_STOPPED, place, what, advice);
  }

  private List<Path> ofOthers() {
    return InboxFolder.listedIfThere(folder.ours()).stream()
        .sorted()
        .map(folder.ours()::resolve)
        .filter(claims -> !claims.equals(folder.claims()))
        .filter(claims -> Files.isDirectory(claims, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  /** What another job has taken that this one would, or what belongs to it; null if nothing. */
  private @Nullable Path begun(Path claims) {
    for (Path claim : InboxFolder.claimFolders(claims)) {
      for (String name : InboxFolder.listedIfThere(claim)) {
        if (isOurs(name)) {
          return claim.resolve(name);
        }
      }
    }
    return null;
  }

  private boolean isOurs(String name) {
    Glob match = new Glob(folder.inbox().match());
    return !name.startsWith(".")
        && !name.equals(InboxFolder.SUMMARY)
        && match.matches(Path.of(folder.besideWhich(name)));
  }

  /** The file that failed, as long as it is where it was put; null if there is none. */
  private @Nullable Failed failed(Path claims) {
    Path state = claims.resolve(FILE);
    try {
      String text = new String(SmallFile.read(state, LARGEST_BYTES), StandardCharsets.UTF_8);
      Matcher said = SAID.matcher(text);
      if (!said.matches()) {
        throw new IOException("it names no file that failed");
      }
      Set<Path> goals = new LinkedHashSet<>();
      goals.add(folder.inbox().failed());
      goals.add(Path.of(said.group("failed")));
      for (Path goal : goals) {
        Path delivery = goal.resolve(said.group("id"));
        if (InboxFolder.stamp(delivery, said.group("name")) != null) {
          return new Failed(said.group("name"), delivery.resolve(said.group("name")));
        }
      }
      return null;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw InboxFolder.failure(state, "it can't be read", e);
    }
  }
}
