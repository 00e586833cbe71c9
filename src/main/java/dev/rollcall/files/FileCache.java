package dev.rollcall.files;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with databases by their keys, which take long to make and may go at any time. Many
 * processes may use it at once.
 *
 * <p>A database is made under another name and renamed. Beside it is a note of its size and digest,
 * which is newer: one that somebody changed later, or that was cut off, does not fit its note and
 * is made again. The note's time also tells when the database was last asked for. What else is in
 * the folder is the launcher's.
 */
public final class FileCache {

  private static final long USUAL_BYTES = 2_000_000_000;
  private static final String DATABASE = ".db";
  private static final String NOTE = ".ok";
  private static final String BUILDING = ".building";

  private final Path folder;
  private final long mostBytes;

  /**
   * A cache in a folder, which must be the caller's; it need not be there yet.
   *
   * @throws IOException if it can't be made
   */
  public FileCache(Path folder) throws IOException {
    this(folder, USUAL_BYTES);
  }

  /**
   * The same; above this many bytes databases are deleted, those first that were unused for
   * longest.
   */
  FileCache(Path folder, long mostBytes) throws IOException {
    this.folder = folder;
    this.mostBytes = mostBytes;
    OwnFile.makeFolder(folder);
    if (!OwnFile.isOwnFolder(folder)) {
      throw new IOException("it is somebody else's");
    }
  }

  /** Makes a database. */
  public interface Maker {

    /**
     * Makes it in a folder that has nothing in it and is deleted afterwards.
     *
     * @return where it is
     */
    Path make(Path folder) throws IOException;
  }

  /**
   * The database of a key; made if it is not there. Who asks for one that is being made waits.
   *
   * @return where it is; to be copied soon, as it may go when others are made
   */
  public Path get(String key, Maker maker) throws IOException {
    Path database = folder.resolve(key + DATABASE);
    if (isSound(key)) {
      return database;
    }
    try (FileChannel channel = openLock(key);
        FileLock held = channel.lock()) {
      if (held.isValid() && !isSound(key)) {
        discardBuilding(key.substring(0, 1));
        make(key, maker);
        discardLeftovers(key);
        makeRoom(database);
      }
    }
    return database;
  }

  /** A few locks for all keys, which can stay for ever. */
  private FileChannel openLock(String key) throws IOException {
    return FileChannel.open(
        folder.resolve("lock-" + key.charAt(0)),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether it is what its note says. */
  private boolean isSound(String key) throws IOException {
    Path database = folder.resolve(key + DATABASE);
    Path note = folder.resolve(key + NOTE);
    if (!OwnFile.isOwn(database) || !OwnFile.isOwn(note)) {
      return false;
    }
    boolean isAsItWas =
        Files.getLastModifiedTime(database).compareTo(Files.getLastModifiedTime(note)) <= 0
            && Files.readString(note).equals(note(database));
    if (isAsItWas) {
      Files.setLastModifiedTime(note, FileTime.from(Instant.now()));
    }
    return isAsItWas;
  }

  private static String note(Path database) throws IOException {
    return Files.size(database) + " " + Sha256.of(database) + "\n";
  }

  private void make(String key, Maker maker) throws IOException {
    Path building = Files.createDirectory(folder.resolve(key + BUILDING));
    try {
      Path made = maker.make(building);
      Path note = building.resolve("note");
      OwnFile.write(note, note(made).getBytes(StandardCharsets.US_ASCII));
      OwnFile.sync(made);
      OwnFile.sync(note);
      // A database without a note counts for nothing: at no moment has it that of another.
      OwnFile.discard(folder.resolve(key + NOTE));
      Files.move(made, folder.resolve(key + DATABASE), ATOMIC_MOVE, REPLACE_EXISTING);
      Files.move(note, folder.resolve(key + NOTE), ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      discardBuilding(key.substring(0, 1));
    }
  }

  /** Also what processes that died have left: nobody else makes keys that begin so. */
  private void discardBuilding(String begin) throws IOException {
    for (Path each : named(begin, BUILDING)) {
      try (Stream<Path> files = Files.list(each)) {
        for (Path file : files.toList()) {
          OwnFile.discard(file);
        }
      }
      Files.delete(each);
    }
  }

  /** What processes that died have left of other keys, unless others are made under their locks. */
  private void discardLeftovers(String key) throws IOException {
    for (Path each : named("", BUILDING)) {
      String begin = each.getFileName().toString().substring(0, 1);
      if (!key.startsWith(begin)) {
        try (FileChannel channel = openLock(begin);
            FileLock held = channel.tryLock()) {
          if (held != null) {
            discardBuilding(begin);
          }
        } catch (OverlappingFileLockException e) {
          // This very process makes others.
          continue;
        }
      }
    }
  }

  private List<Path> named(String begin, String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.getFileName().toString().startsWith(begin))
          .filter(file -> file.getFileName().toString().endsWith(ending))
          .forEach(found::add);
    }
    return found;
  }

  private record Entry(Path database, Path note, FileTime asked, long bytes) {}

  private void makeRoom(Path newest) throws IOException {
    List<Entry> entries = new ArrayList<>();
    long bytes = 0;
    for (Path database : named("", DATABASE)) {
      String name = database.getFileName().toString();
      Path note = folder.resolve(name.substring(0, name.length() - DATABASE.length()) + NOTE);
      FileTime asked =
          Files.exists(note) ? Files.getLastModifiedTime(note) : FileTime.fromMillis(0);
      entries.add(new Entry(database, note, asked, Files.size(database)));
      bytes += Files.size(database);
    }
    entries.sort(Comparator.comparing(Entry::asked));
    for (Entry entry : entries) {
      if (bytes > mostBytes && !entry.database().equals(newest)) {
        OwnFile.discard(entry.note());
        OwnFile.discard(entry.database());
        bytes -= entry.bytes();
      }
    }
  }
}
