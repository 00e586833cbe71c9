package dev.rollcall.laboratory;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Programs of this machine that can bring a fault about; without them, that fault is left out. */
public final class Tools {

  private static final long PATIENCE_SECONDS = 20;

  private static final Set<Fault.Kind> WITHOUT =
      EnumSet.of(
          Fault.Kind.NONE,
          Fault.Kind.KILL_ANY_TIME,
          Fault.Kind.KILL_AFTER_CHUNK,
          Fault.Kind.WRITER_SHORT,
          Fault.Kind.WRITER_LONG,
          Fault.Kind.RUN_LOCK,
          Fault.Kind.COPIED);

  private final boolean traces;
  private final boolean mounts;
  private final boolean limits;
  private final boolean fakesTime;

  private Tools(boolean traces, boolean mounts, boolean limits, boolean fakesTime) {
    this.traces = traces;
    this.mounts = mounts;
    this.limits = limits;
    this.fakesTime = fakesTime;
  }

  /** Tries what there is, and says what there is not. */
  public static Tools find() {
    return new Tools(
        works(
            "kills at chosen moments, disks that are full or fail",
            List.of("strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "true")),
        works(
            "a read-only folder, a small file system",
            List.of("unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=4k none /mnt")),
        works("a limit on the size of files", List.of("sh", "-c", "ulimit -f 100")),
        works("a clock that is set back", List.of("faketime", "-f", "-3d", "true")));
  }

  public boolean allow(Fault.Kind kind) {
    return switch (kind) {
      case READ_ONLY, FULL_REJECTS -> mounts;
      case FILE_LIMIT -> limits;
      case CLOCK_BACK -> fakesTime;
      default -> traces || WITHOUT.contains(kind);
    };
  }

  private static boolean works(String what, List<String> command) {
    String missing = "laboratory: left out, as " + command.get(0) + " doesn't work here: " + what;
    if (!isOnPath(command.get(0))) {
      System.out.println(missing);
      return false;
    }
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(new File("/dev/null"))
              .start();
      boolean works =
          process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
      System.out.print(works ? "" : missing + "\n");
      return works;
    } catch (IOException e) {
      System.out.println(missing + " (" + e.getMessage() + ")");
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isOnPath(String tool) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
