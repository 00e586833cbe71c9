package dev.rollcall.laboratory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that runs the program into a fault. Nothing of it is in the program: {@code strace}
 * counts its system calls and sends a signal before a certain one, or lets it fail, as a kernel
 * does.
 */
final class FaultCommand {

  /** System calls of the one thread that makes most of them, for few rows and for each chunk. */
  private static final int SYNCS = 7;

  private static final double SYNCS_A_CHUNK = 0.15;
  private static final int WRITES = 130;
  private static final int WRITES_A_CHUNK = 9;
  private static final int FILE_WRITES = 13;
  private static final int NAMES = 2;
  private static final int DELETES = 4;
  private static final int MIGRATING_WRITES = 120;

  /** So long the program is held up each time it opens its input, but the first. */
  private static final int SLOW_OPEN_MICROS = 200_000;

  /** Half a kilobyte each. */
  private static final int LEAST_BLOCKS = 20;

  private static final int BLOCKS = 800;

  private static final String READ_ONLY =
      "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && cd \"$0\" && exec \"$@\"";

  /** All of it is taken already; a file can be made there, but nothing written. */
  private static final String FULL =
      "mount -t tmpfs -o size=4k none \"$0\" && echo full >\"$0/full\" && exec \"$@\"";

  private final Path folder;
  private final String input;
  private final Fault fault;
  private final int chunks;

  /**
   * @param input the name of the file that is imported
   * @param chunks how many there are to do
   */
  FaultCommand(Path folder, String input, Fault fault, int chunks) {
    this.folder = folder;
    this.input = input;
    this.fault = fault;
    this.chunks = chunks;
  }

  List<String> of(List<String> program) {
    return switch (fault.kind()) {
      case KILL_BEFORE_SYNC -> killed("fsync,fdatasync", syncs(), program);
      case KILL_BETWEEN_WRITES -> killed("pwrite64", writes(), program);
      case KILL_WRITING_FILE -> killed("write", one(FILE_WRITES), program);
      case KILL_BEFORE_NAME -> killed("rename", one(NAMES), program);
      case KILL_BEFORE_DELETE -> killed("unlink", one(DELETES), program);
      case KILL_MIGRATING -> {
        List<String> migrating =
            new ArrayList<>(List.of("env", "ROLLCALL_JAVA_OPTS=-Drollcall.template=/nowhere"));
        migrating.addAll(program);
        yield killed("pwrite64", one(MIGRATING_WRITES), migrating);
      }
      case STOP_TERM -> traced("pwrite64", "signal=TERM:when=" + writes(), program);
      case STOP_INT ->
          // Whoever is started in the background would not hear it.
          before(
              List.of("env", "--default-signal=INT"),
              traced("pwrite64", "signal=INT:when=" + writes(), program));
      case FULL_DISK -> failing("pwrite64", "ENOSPC", writes(), program);
      case FULL_LOG -> ofFile("users.db-wal", failing("pwrite64", "ENOSPC", writes(), program));
      case FULL_FILES -> failing("write", "ENOSPC", one(FILE_WRITES), program);
      case SYNC_ERROR -> failing("fsync,fdatasync", "EIO", syncs(), program);
      case FULL_REJECTS -> mounted(FULL, folder.resolve("rejects"), program);
      case READ_ONLY -> mounted(READ_ONLY, folder, program);
      case INPUT_CHANGES -> {
        String slow = "delay_enter=" + SLOW_OPEN_MICROS + ":when=2+";
        yield ofFile(input, traced("openat", slow, program));
      }
      case FILE_LIMIT -> {
        int blocks = LEAST_BLOCKS + (int) (fault.at() * BLOCKS);
        String script = "ulimit -f $0; exec \"$@\"";
        yield before(List.of("sh", "-c", script, Integer.toString(blocks)), program);
      }
      case CLOCK_BACK ->
          // The start-up archive, then of the future, would be made anew meanwhile.
          before(List.of("env", "ROLLCALL_ARCHIVE=no", "faketime", "-f", "-3d"), program);
      default -> program;
    };
  }

  private int syncs() {
    return one(SYNCS + (int) (SYNCS_A_CHUNK * chunks));
  }

  private int writes() {
    return one(WRITES + WRITES_A_CHUNK * chunks);
  }

  /** One of so many, from 1 on. */
  private int one(int most) {
    return 1 + (int) (fault.at() * most);
  }

  private static List<String> killed(String calls, int number, List<String> program) {
    return traced(calls, "signal=KILL:when=" + number, program);
  }

  /** From then on for good. */
  private static List<String> failing(
      String calls, String error, int number, List<String> program) {
    List<String> command = traced(calls, "error=" + error + ":when=" + number + "+", program);
    // Far quicker; with it, signals are not sent and calls not held up.
    command.add(1, "--seccomp-bpf");
    return command;
  }

  /** The same for calls on one file alone. */
  private List<String> ofFile(String name, List<String> traced) {
    List<String> command = new ArrayList<>(traced);
    command.addAll(1, List.of("-P", folder.resolve(name).toString()));
    return command;
  }

  private static List<String> traced(String calls, String what, List<String> program) {
    return before(
        List.of(
            "strace",
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "trace=" + calls,
            "-e",
            "inject=" + calls + ":" + what),
        program);
  }

  private static List<String> mounted(String script, Path where, List<String> program) {
    return before(List.of("unshare", "-m", "sh", "-c", script, where.toString()), program);
  }

  private static List<String> before(List<String> wrapper, List<String> program) {
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(program);
    return command;
  }
}
