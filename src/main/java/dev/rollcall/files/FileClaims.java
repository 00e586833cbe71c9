package dev.rollcall.files;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of one command, of which none that is written may replace another. They are compared as
 * files, whatever they are called: links are followed, also to what is not there yet. Not
 * thread-safe.
 *
 * <p>First all are claimed, then they are checked, before the command begins; and again, since
 * links may lead elsewhere when a file is put in its place.
 */
public final class FileClaims {

  private final List<Claim> claims = new ArrayList<>();

  /**
   * @param path as it was named; of several files, one beside them
   * @param names null for the name in the path, else what the whole names of the files match
   * @param written whether the command writes it
   * @param what for messages: what would be replaced
   */
  private record Claim(Path path, @Nullable Pattern names, boolean written, String what) {

    private boolean overlaps(Claim other) {
      if (names == null && other.names == null) {
        return isSame(path, other.path);
      }
      // Numbers of runs keep files apart that are named by them.
      return names == null ? other.holds(path) : other.names == null && holds(other.path);
    }

    private boolean holds(Path file) {
      Path place = place(file);
      Path folder = place(path).getParent();
      return names != null
          && folder != null
          && folder.equals(place.getParent())
          && names.matcher(String.valueOf(place.getFileName())).matches();
    }
  }

  /**
   * Claims a file that the command reads, or that must stay for another reason.
   *
   * @param what such as {@code the input}
   */
  public void keep(Path file, String what) {
    claims.add(new Claim(file, null, false, what));
  }

  /**
   * Claims files that must stay.
   *
   * @param beside a path in the same folder
   * @param names what their whole names match
   */
  public void keepAll(Path beside, Pattern names, String what) {
    claims.add(new Claim(beside, names, false, what));
  }

  /** Claims a file that the command writes; null for none. */
  public void write(@Nullable Path file) {
    if (file != null) {
      claims.add(new Claim(file, null, true, "another that is written as well"));
    }
  }

  /** Claims files that the command writes, whose names have numbers that nobody knows yet. */
  public void writeAll(Path beside, Pattern names) {
    claims.add(new Claim(beside, names, true, "another that is written as well"));
  }

  /** Whether a file that was claimed for writing would replace no other. */
  public boolean isClear(Path written) {
    return claims.stream()
        .filter(claim -> claim.written && written.equals(claim.path))
        .allMatch(claim -> rival(claim) == null);
  }

  /**
   * Makes sure that no file would replace another.
   *
   * @throws Failure {@code USAGE}
   */
  public void check() {
    for (Claim claim : claims) {
      Claim rival = claim.written ? rival(claim) : null;
      if (rival != null) {
        throw Failure.at(
            ProblemCode.USAGE,
            Place.of(claim.path.toString()),
            "written there, the file would replace " + rival.what,
            "name another file");
      }
    }
  }

  private @Nullable Claim rival(Claim written) {
    return claims.stream()
        .filter(other -> other != written && written.overlaps(other))
        .findFirst()
        .orElse(null);
  }

  private static boolean isSame(Path one, Path other) {
    if (place(one).equals(place(other))) {
      return true;
    }
    try {
      return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      // Whoever opens it says what is wrong with it.
      return false;
    }
  }

  /** Where a file is, or would be, as far as that can be found out. */
  private static Path place(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException missing) {
      try {
        return Links.follow(path);
      } catch (IOException e) {
        return path.toAbsolutePath().normalize();
      }
    }
  }
}
