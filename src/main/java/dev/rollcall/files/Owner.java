package dev.rollcall.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whose a file is, by the numbers that the system gives users. */
public final class Owner {

  private static final int ROOT = 0;

  /** For a system that has no such numbers, where everything counts as the caller's. */
  private static final int UNKNOWN = -1;

  /** Of a folder: all may write to it, and nobody may move or delete what others have put there. */
  private static final int FOR_ALL = 0x202;

  /** Owned by the user as whom this process opens files. */
  private static final Path PROCESS = Path.of("/proc/self");

  private Owner() {}

  /** Whether the caller made the file or the link; what it leads to is not looked at. */
  static boolean isCaller(Path file) throws IOException {
    int caller = caller();
    return caller == UNKNOWN || of(file) == caller;
  }

  /** Whether the caller made it, or root, who may do everything anyway. */
  static boolean isCallerOrRoot(Path file) throws IOException {
    return isCaller(file) || of(file) == ROOT;
  }

  /**
   * Whether somebody may have planted the file or the link: the rule that systems have for folders
   * for all, where it is good of its user, of root or of the owner of the folder.
   */
  static boolean isSomebodyElse(Path file) throws IOException {
    if (isCallerOrRoot(file)) {
      return false;
    }
    Path folder = file.toAbsolutePath().getParent();
    return folder == null || of(file) != owner(folder);
  }

  /**
   * Whether somebody else has put the file into a folder for all, such as /tmp: there he may have
   * done so for whoever would make it. What Linux calls protected regular files, and not all have.
   */
  public static boolean isPlanted(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    boolean known = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    return known
        && folder != null
        && Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && ((int) Files.getAttribute(folder, "unix:mode") & FOR_ALL) == FOR_ALL
        && isSomebodyElse(file);
  }

  private static int of(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  /** The owner of what is at the end of the links. */
  private static int owner(Path folder) throws IOException {
    return (int) Files.getAttribute(folder, "unix:uid");
  }

  private static int caller() throws IOException {
    if (!PROCESS.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return UNKNOWN;
    }
    if (Files.exists(PROCESS)) {
      return owner(PROCESS);
    }
    // Who is root elsewhere still reads the home of whoever called; then it is a matter of taste.
    Path home = Path.of(System.getProperty("user.home", ""));
    return Files.isDirectory(home) ? owner(home) : UNKNOWN;
  }
}
