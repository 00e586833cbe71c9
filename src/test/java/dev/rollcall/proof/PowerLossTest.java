package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A loss of power takes what no sync has brought to the disk: the last commits, but never what the
 * program has told, or given up the means to bring again.
 */
class PowerLossTest {

  private static final long SEED = Long.getLong("rollcall.seed", new Random().nextInt(1 << 30));
  private static final int LOSSES = Integer.getInteger("rollcall.kills.few", 4);
  private static final int KILLED = 128 + 9;
  private static final int ROWS = 100_000;
  private static final String DATABASE = "users.db";
  private static final String LOG = "users.db-wal";

  /** A system call, and the file that it is about as {@code strace -y} tells it. */
  private static final Pattern CALL = Pattern.compile("^\\d+ +(\\w+)\\((?:\\d+<([^>]*)>)?(.*)$");

  private static final Pattern AT_THE_BEGINNING = Pattern.compile(", 0(?:\\)| <unfinished)");
  private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"");

  private static final int LOG_HEADER_BYTES = 32;
  private static final int FRAME_HEADER_BYTES = 24;
  private static final int PAGE_SIZE_AT = 8;
  private static final int SALT_AT = 16;
  private static final int INDEX_SALT_AT = 32;
  private static final int INDEX_BACKFILLED_AT = 96;
  private static final int INDEX_ATTEMPTED_AT = 128;

  @TempDir Path folder;

  /** The log is cut off where it may not have been synced yet, and the program started again. */
  @Test
  void theCommitsThatAreLostAreMadeAgain() throws IOException {
    System.out.println("PowerLossTest begins at seed " + SEED);
    Random random = new Random(SEED);
    LargeImport large = new LargeImport(folder, SEED, ROWS);
    LargeImport.State expected = large.expected();
    Workspace workspace = large.fresh("lost");
    int cuts = 0;
    for (int loss = 1; loss <= LOSSES; loss++) {
      long rows = (long) loss * ROWS / (2 * LOSSES);
      try (ChildProgram program = workspace.start(large.command("chunk"))) {
        while (program.isAlive() && rowsRead(workspace) < rows) {
          Waiting.pause(2);
        }
        if (program.kill() == KILLED) {
          cuts += cutOff(workspace, random) ? 1 : 0;
        }
      }
    }
    assertThat(cuts).as("losses of power").isPositive();
    try (ChildProgram program = workspace.start(large.command("chunk"))) {
      Ended ended = program.end();
      assertThat(ended.exitCode()).as(ended.said()).isIn(0, 3);
    }
    LargeImport.State.of(workspace).assertSameAs(expected);
  }

  private static long rowsRead(Workspace workspace) {
    return workspace.database().glimpse("select sum(rows_read) from rollcall_runs");
  }

  /** What a checkpoint copies into the database is synced before; anything later may go. */
  private static boolean cutOff(Workspace workspace, Random random) throws IOException {
    Path log = workspace.path(LOG);
    Path index = workspace.path("users.db-shm");
    if (!Files.exists(log) || Files.size(log) < LOG_HEADER_BYTES) {
      return false;
    }
    ByteBuffer shared = ByteBuffer.wrap(Files.readAllBytes(index)).order(ByteOrder.nativeOrder());
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      byte[] header = new byte[LOG_HEADER_BYTES];
      file.readFully(header);
      ByteBuffer start = ByteBuffer.wrap(header);
      byte[] salt = new byte[Long.BYTES];
      shared.get(INDEX_SALT_AT, salt);
      if (ByteBuffer.wrap(salt).getLong() != start.getLong(SALT_AT)) {
        // The log was about to begin anew.
        return false;
      }
      long frameBytes = FRAME_HEADER_BYTES + start.getInt(PAGE_SIZE_AT);
      // Of a checkpoint under way, some pages may be in the database.
      int frames = Math.max(shared.getInt(INDEX_BACKFILLED_AT), shared.getInt(INDEX_ATTEMPTED_AT));
      long kept = LOG_HEADER_BYTES + frames * frameBytes;
      long end = kept + (long) (random.nextDouble() * (file.length() - kept));
      System.out.println("the log ends at " + end + " of " + file.length() + ", " + kept + " safe");
      file.setLength(end);
    }
    Files.delete(index);
    return true;
  }

  /** In the order of the program's system calls. */
  @Test
  void whatIsToldOrGivenUpIsOnTheDisk() throws IOException {
    assume(works("strace", "-f", "-qq", "-o", "/dev/null", "true"), "strace does not work here");
    Workspace workspace = new Workspace(folder);
    StringBuilder text = new StringBuilder("username,level\nbad,much\n");
    for (int i = 0; i < 5_000; i++) {
      text.append("user").append(i).append(",+1\n");
    }
    workspace.write("users.csv", text.toString());
    Path calls = workspace.path("calls.txt");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", "exec \"$@\" <users.csv", "sh"));
    command.addAll(List.of("strace", "-f", "-y", "-qq", "-s", "300", "-o", calls.toString()));
    command.addAll(List.of("-e", "trace=write,pwrite64,fsync,fdatasync,unlink,rename"));
    command.addAll(ChildProgram.program());
    command.addAll(List.of("import", "-", "--chunk", "500", "--no-progress"));
    command.addAll(List.of("--summary", "summary.json"));
    try (ChildProgram program = ChildProgram.startCommand(folder, 1, command)) {
      Ended ended = program.end();
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    }

    Calls seen = new Calls();
    Files.readAllLines(calls).forEach(seen::read);

    assertThat(seen.early).as("what was told or given up too early").isEmpty();
    assertThat(seen.dirty).as("what was never synced").doesNotContain(DATABASE, LOG);
    assertThat(seen.moments)
        .contains("told", "gave up the input", "gave up the log", "named summary.json")
        .anyMatch(moment -> moment.endsWith(".rejects.csv"));
  }

  /** Follows which files have been written and not been synced since. */
  private static final class Calls {

    private final Set<String> dirty = new TreeSet<>();
    private final List<String> moments = new ArrayList<>();
    private final List<String> early = new ArrayList<>();

    void read(String line) {
      Matcher call = CALL.matcher(line);
      if (!call.find()) {
        return;
      }
      String file = call.group(2) == null ? "" : name(call.group(2));
      Matcher names = NAME.matcher(call.group(3));
      switch (call.group(1)) {
        case "write", "pwrite64" -> {
          if (call.group(3).contains("rejects in ")) {
            moment("told", LOG);
          } else if (file.equals(LOG) && AT_THE_BEGINNING.matcher(line).find()) {
            moment("began the log anew", DATABASE);
          }
          dirty.add(file);
        }
        case "fsync", "fdatasync" -> dirty.remove(file);
        case "unlink" -> {
          String gone = names.find() ? name(names.group(1)) : "";
          if (gone.endsWith(".spool")) {
            moment("gave up the input", LOG);
          } else if (gone.equals(LOG)) {
            moment("gave up the log", DATABASE);
            dirty.remove(LOG);
          }
        }
        default -> {
          if (names.find()) {
            String from = name(names.group(1));
            String to = names.find() ? name(names.group(1)) : "";
            moments.add("named " + to);
            if (dirty.contains(from)) {
              early.add(from + " became " + to);
            }
          }
        }
      }
    }

    /** What the log holds need not be in the database yet. */
    private void moment(String what, String needed) {
      moments.add(what);
      if (dirty.contains(needed)) {
        early.add(what + " before a sync of " + needed);
      }
    }

    private static String name(String path) {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  private static void assume(boolean possible, String otherwise) {
    if (!possible) {
      System.out.println("PowerLossTest skips a test: " + otherwise);
    }
    assumeTrue(possible, otherwise);
  }

  private static boolean works(String... command) {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
