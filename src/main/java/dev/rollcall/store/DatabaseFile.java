package dev.rollcall.store;

import dev.rollcall.files.Links;
import dev.rollcall.files.Owner;
import dev.rollcall.files.SmallFile;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is.
 *
 * @param path its file, which need not exist yet; links are resolved, so that a database has the
 *     same path, and the same lock, by whatever name it is called
 * @param name as the user gave it, for messages
 */
public record DatabaseFile(Path path, String name) {

  private static final String SQLITE = "jdbc:sqlite:";
  private static final String MAGIC = "SQLite format 3\0";

  /** An address as databases have that are servers; one letter before a backslash is a drive. */
  private static final Pattern OTHER_KIND =
      Pattern.compile(
          "jdbc:|[a-z][a-z0-9+.-]+://|(?![a-z]:\\\\)[^/:@]+:[^/]*@", Pattern.CASE_INSENSITIVE);

  /**
   * Reads an address.
   *
   * @param address a path or {@code jdbc:sqlite:} and a path
   * @throws Failure {@code USAGE} if it is neither; {@code DATABASE_UNUSABLE} if nothing can be
   *     there
   */
  public static DatabaseFile of(String address) {
    String text = address.startsWith(SQLITE) ? address.substring(SQLITE.length()) : address;
    boolean otherKind = OTHER_KIND.matcher(text).lookingAt();
    if (text.isBlank() || text.startsWith(":") || text.startsWith("file:") || otherKind) {
      throw Failure.of(
          ProblemCode.USAGE,
          "\""
              + hideSecrets(address)
              + (otherKind
                  ? "\" is a database of a kind that rollcall can't use yet"
                  : "\" is not a database that rollcall can use"),
          "give the path of an SQLite database, such as users.db or jdbc:sqlite:users.db");
    }
    try {
      Path path = Path.of(text);
      return new DatabaseFile(resolve(path, text), text);
    } catch (InvalidPathException e) {
      throw unusable(text, "no file can have this name", "give another path", e);
    }
  }

  private static Path resolve(Path path, String name) {
    try {
      if (Files.isDirectory(path)) {
        throw unusable(name, "this is a folder", "name a file in it", null);
      }
      if (Files.exists(path)) {
        // Somebody else's link may lead to a database that was not meant.
        return Links.follow(path).toRealPath();
      }
      Path absolute = path.toAbsolutePath().normalize();
      Path folder = absolute.getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw unusable(
            name, "its folder does not exist", "make the folder, or give another path", null);
      }
      return folder.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      throw unusable(name, "it can't be reached: " + SmallFile.reason(e), "check the path", e);
    }
  }

  /** Whether a file is a database, by its first bytes. */
  public static boolean isOne(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(MAGIC.length());
      return new String(start, StandardCharsets.ISO_8859_1).equals(MAGIC);
    } catch (IOException e) {
      // Whoever is to replace it says what is wrong with it.
      return false;
    }
  }

  /** Whether there is a file; an empty one is a database without tables. */
  public boolean exists() {
    return Files.exists(path);
  }

  /**
   * Makes sure that there is a file.
   *
   * @throws Failure {@code DATABASE_UNUSABLE}
   */
  public void require() {
    require("check --db, or import something first");
  }

  /** The same, with what to do if there is none. */
  public void require(String advice) {
    if (!exists()) {
      throw unusable("there is no such database", advice);
    }
  }

  /**
   * Makes sure that nobody else has put the file there for whoever would make it, and so would get
   * what is written to it.
   *
   * @throws Failure {@code DATABASE_UNUSABLE}
   */
  void requireNotPlanted() {
    try {
      if (Owner.isPlanted(path)) {
        throw unusable(
            "somebody else has made it in a folder where all may",
            "move it to a folder of its own if it is to be used");
      }
    } catch (IOException e) {
      throw unusable(name, "it can't be reached: " + SmallFile.reason(e), "check the path", e);
    }
  }

  /** For the driver; as a URI, or a ? in the path would begin a list of settings. */
  String url() {
    return "jdbc:sqlite:file:" + path.toUri().getRawPath();
  }

  Failure unusable(String what, String advice) {
    return unusable(name, what, advice, null);
  }

  private static Failure unusable(
      String name, String what, String advice, @Nullable Exception cause) {
    return new Failure(
        new Problem(ProblemCode.DATABASE_UNUSABLE, Place.of(name), what, advice), cause);
  }

  /** An address as it may be shown: it may be of another kind, with a password in it. */
  public static String hideSecrets(String address) {
    return address
        .replaceAll("^((?:jdbc:)?[^:/@]+:(?://)?).*@", "$1…@")
        .replaceAll(
            "(?i)((?:pass(?:word|wd)?|pwd|secret|token)=)(?:\\{[^}]*+(?:\\}\\}[^}]*+)*+\\}?|[^&;]*)",
            "$1…");
  }
}
