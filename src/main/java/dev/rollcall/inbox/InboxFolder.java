package dev.rollcall.inbox;

import dev.rollcall.files.FileStamp;
import dev.rollcall.files.Folders;
import dev.rollcall.files.Glob;
import dev.rollcall.files.Sha256;
import dev.rollcall.files.SmallFile;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is in an inbox. Looks, and changes nothing; what it finds may be gone a moment later.
 *
 * @param job whose it is: jobs may share a folder, and each has files of its own
 */
public record InboxFolder(Inbox inbox, String job) {

  /** How the name of a file ends that says another one's SHA-256. */
  static final String CHECKSUM = ".sha256";

  /** Put beside a file when it is done with. */
  static final String SUMMARY = "rollcall.summary.json";

  static final String OURS = ".rollcall";
  static final String LOCK = "lock";

  private static final Pattern ID = Pattern.compile("[0-9]{8}T[0-9]{9}Z-[0-9a-f]{4}");
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
  private static final int HASH_DIGITS = 16;

  /** Where all jobs have the files that they have taken. */
  Path ours() {
    return inbox.folder().resolve(OURS);
  }

  /** Where this one has them. */
  Path claims() {
    return ours().resolve(nameOfClaims());
  }

  private String nameOfClaims() {
    if (PLAIN_NAME.matcher(job).matches()) {
      return job;
    }
    Sha256 hash = new Sha256();
    hash.add(job);
    return hash.end().substring(0, HASH_DIGITS);
  }

  /** The files that were taken and are not done with, in the order in which they were. */
  public List<Claim> claimed() {
    List<Claim> claims = new ArrayList<>();
    for (Path folder : claimFolders()) {
      String file = fileIn(folder);
      if (file != null) {
        claims.add(claim(folder.getFileName().toString(), folder, file));
      }
    }
    return claims;
  }

  List<Path> claimFolders() {
    return claimFolders(claims());
  }

  /** The same of any job. */
  static List<Path> claimFolders(Path claims) {
    return listedIfThere(claims).stream()
        .filter(name -> ID.matcher(name).matches())
        .sorted()
        .map(claims::resolve)
        .toList();
  }

  /** The one file that was delivered, of those in a claim; null if it is not there. */
  private @Nullable String fileIn(Path folder) {
    return listedIfThere(folder).stream()
        .filter(name -> !name.startsWith(".") && !isBesideAnother(name))
        .filter(name -> stamp(folder, name) != null)
        // Whatever marker the job had when it was taken, its name is that of the file, and longer.
        .min(Comparator.comparingInt(String::length))
        .orElse(null);
  }

  /** As a claim of a file that is in this folder. */
  Claim claim(@Nullable String id, Path folder, String file) {
    String marker = markerOf(file);
    boolean isThere = marker != null && Files.isRegularFile(folder.resolve(marker));
    return new Claim(id, folder, file, isThere ? marker : null);
  }

  private @Nullable String markerOf(String file) {
    return inbox.ready() instanceof Readiness.ByMarker by ? file + by.ending() : null;
  }

  /** The names that what belongs to a file may have. */
  List<String> besides(String file) {
    return Stream.of(file + CHECKSUM, markerOf(file))
        .flatMap(Stream::ofNullable)
        .distinct()
        .toList();
  }

  private boolean isBesideAnother(String name) {
    return name.endsWith(CHECKSUM) || name.equals(SUMMARY) || isMarker(name);
  }

  /** The file to which this belongs, by its name; or this is it. */
  String besideWhich(String name) {
    String ending =
        isMarker(name) && inbox.ready() instanceof Readiness.ByMarker by
            ? by.ending()
            : name.endsWith(CHECKSUM) ? CHECKSUM : "";
    return name.substring(0, name.length() - ending.length());
  }

  boolean isMarker(String name) {
    return inbox.ready() instanceof Readiness.ByMarker by && name.endsWith(by.ending());
  }

  /** The files that wait, whole or not, in the order in which they will be taken: by name. */
  public List<String> waiting() {
    return matching().filter(name -> stamp(name) != null).toList();
  }

  /** The first of them; null if there is none. */
  @Nullable String first() {
    return matching().filter(name -> stamp(name) != null).findFirst().orElse(null);
  }

  private Stream<String> matching() {
    Glob match = new Glob(inbox.match());
    return listed(inbox.folder()).stream()
        .filter(name -> !name.startsWith(".") && !isBesideAnother(name))
        .filter(name -> match.matches(Path.of(name)))
        .sorted();
  }

  /** As the file is now; null if there is none. */
  @Nullable FileStamp stamp(String name) {
    return stamp(inbox.folder(), name);
  }

  /** The same of a file in any folder. */
  static @Nullable FileStamp stamp(Path folder, String name) {
    Path file = folder.resolve(name);
    try {
      return FileStamp.of(file);
    } catch (IOException e) {
      if (!listedIfThere(folder).contains(name)) {
        // A name that is made of another one may be longer than any file's.
        return null;
      }
      throw failure(file, "it can't be looked at", e);
    }
  }

  /** Whether the file's marker is there. */
  boolean isMarked(String name) {
    String marker = markerOf(name);
    return marker != null && stamp(marker) != null;
  }

  /**
   * What there is to be imported at this moment: what was taken, then the files that wait, up to
   * the first that lacks its marker. None of them is taken.
   */
  public List<Claim> ready() {
    List<Claim> ready = new ArrayList<>(claimed());
    for (String name : waiting()) {
      if (inbox.ready() instanceof Readiness.ByMarker && !isMarked(name)) {
        break;
      }
      ready.add(claim(null, inbox.folder(), name));
    }
    return ready;
  }

  /**
   * Makes sure that what the program itself writes is not taken for something delivered.
   *
   * @param file which it writes, and others beside it
   * @throws Failure {@code USAGE}
   */
  public void requireElsewhere(Path file, String what) {
    Path beside = file.toAbsolutePath().getParent();
    if (beside != null && isSame(beside, inbox.folder())) {
      throw Failure.at(
          ProblemCode.USAGE,
          Place.of(inbox.folder().toString()),
          "this inbox has " + what + " in it",
          "have the files delivered to a folder of their own");
    }
  }

  private static boolean isSame(Path folder, Path other) {
    try {
      return folder.toRealPath().equals(other.toRealPath());
    } catch (IOException e) {
      // One of them is not there.
      return false;
    }
  }

  /**
   * Makes sure that no file has failed, or was begun with by a job of another name, of which nobody
   * has decided yet what becomes of it: newer ones must not overtake it.
   *
   * @throws Failure {@code INBOX_STOPPED}
   */
  public void requireNotStopped() {
    new Stop(this).requireNone();
  }

  /** The names, as far as they can be shown, of files that match and whose names are no text. */
  public List<String> unreadable() {
    Glob match = new Glob(inbox.match());
    try {
      return Folders.unreadable(inbox.folder()).stream()
          .filter(file -> match.matches(file.getFileName()))
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw failure(inbox.folder(), "the folder can't be read", e);
    }
  }

  /** The names in a folder, as far as they can be read. */
  static List<String> listed(Path folder) {
    try {
      return Folders.names(folder);
    } catch (IOException e) {
      throw failure(folder, "the folder can't be read", e);
    }
  }

  /** The same of a folder that may be moved away meanwhile: then there are none. */
  static List<String> listedIfThere(Path folder) {
    try {
      return Folders.names(folder);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw failure(folder, "the folder can't be read", e);
    }
  }

  static Failure failure(Path place, String what, IOException cause) {
    return Failure.at(
        ProblemCode.INBOX_UNUSABLE,
        Place.of(place.toString()),
        what + ": " + SmallFile.reason(cause),
        "check that it is there, and whose it is",
        cause);
  }
}
