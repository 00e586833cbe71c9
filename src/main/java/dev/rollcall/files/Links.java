package dev.rollcall.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Where a path leads: every link on it is followed, also to what is not there yet, unless somebody
 * else has put it there: in a folder for all it may lead to a file that was not meant.
 */
public final class Links {

  /** As many as systems themselves follow. */
  private static final int MOST = 40;

  private Links() {}

  /** Says that a link on the way is not to be followed. */
  static final class ForeignLinkException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    ForeignLinkException(Path link) {
      super(link.toString(), null, "this is a link of somebody else's");
    }
  }

  /** Says that the path is the system's name for what a process has open. */
  static final class OpenStreamException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    OpenStreamException(Path path) {
      super(path.toString(), null, "this is a stream that is open already, not a file");
    }
  }

  /**
   * The same place without links.
   *
   * @throws FileSystemException for a link of somebody else's, for too many of them, and for the
   *     system's name of an open stream, such as {@code /dev/stdout}
   */
  public static Path follow(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path at = absolute.getRoot();
    Deque<Path> rest = new ArrayDeque<>(names(absolute));
    int links = 0;
    while (!rest.isEmpty()) {
      Path name = rest.pop();
      Path next = at.resolve(name).normalize();
      if (!Files.isSymbolicLink(next)) {
        at = next;
        continue;
      }
      if (++links > MOST) {
        throw new FileSystemLoopException(path.toString());
      }
      if (Owner.isSomebodyElse(next)) {
        throw new ForeignLinkException(next);
      }
      if (at.startsWith("/proc") && at.endsWith("fd")) {
        throw new OpenStreamException(path);
      }
      Path target = Files.readSymbolicLink(next);
      if (target.isAbsolute()) {
        at = target.getRoot();
      }
      List<Path> names = names(target);
      for (int i = names.size() - 1; i >= 0; i--) {
        rest.push(names.get(i));
      }
    }
    return at;
  }

  /**
   * Whether a path that nobody named by itself is a link which neither the caller nor root has
   * made, and so may lead to a file that was not meant.
   */
  public static boolean isForeign(Path path) throws IOException {
    return Files.isSymbolicLink(path) && !Owner.isCallerOrRoot(path);
  }

  private static List<Path> names(Path path) {
    List<Path> names = new ArrayList<>();
    path.forEach(names::add);
    return names;
  }
}
