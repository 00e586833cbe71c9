package dev.rollcall.inbox;

import dev.rollcall.files.FileStamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Knows which file of an inbox is to be taken next, and waits until it is whole. A file that is not
 * whole holds up those behind it, or a newer one would overtake it. Not thread-safe.
 */
public final class Watch {

  private final InboxFolder folder;
  private final Map<String, Look> looks = new HashMap<>();

  /**
   * @param since when it was seen like this first: {@link System#nanoTime}
   */
  private record Look(FileStamp stamp, long since) {}

  public Watch(InboxFolder folder) {
    this.folder = folder;
  }

  public InboxFolder folder() {
    return folder;
  }

  /**
   * Waits until there is a file to take: at once if there is one, or none will be whole soon.
   * Nobody else is kept from anything meanwhile.
   *
   * @return false if there is none
   * @throws dev.rollcall.problem.Failure {@code INBOX_STOPPED}, {@code INBOX_UNUSABLE}
   */
  public boolean await() {
    folder.requireNotStopped();
    if (!folder.claimFolders().isEmpty()) {
      // Also where only what belongs to a file was taken: that has to be put back.
      return true;
    }
    look();
    long until = System.nanoTime() + Readiness.Settle.LONGEST.toNanos();
    while (true) {
      String first = folder.first();
      if (first == null || isWhole(first)) {
        return first != null;
      }
      if (!(folder.inbox().ready() instanceof Readiness.Settle settle)) {
        return false;
      }
      long rest = settle.quiet().toNanos() - quietNanos(first);
      if (rest > until - System.nanoTime()) {
        // Somebody goes on changing it; the next start waits again.
        return false;
      }
      sleep(rest);
      look();
    }
  }

  /** Why there is no file to take where there are files; null if there is none at all. */
  public @Nullable String reason() {
    List<String> waiting = folder.waiting();
    if (waiting.isEmpty()) {
      return null;
    }
    Inbox inbox = folder.inbox();
    String why =
        inbox.ready() instanceof Readiness.ByMarker by
            ? " waits for its marker " + waiting.get(0) + by.ending()
            : " is not whole yet: somebody is changing it";
    int behind = waiting.size() - 1;
    String others =
        behind == 0
            ? ""
            : behind == 1 ? "; 1 file waits behind it" : "; " + behind + " files wait behind it";
    return inbox.naming(waiting.get(0)) + why + others;
  }

  /**
   * The file to take now; null if there is none, or it is not known to be whole.
   *
   * @throws dev.rollcall.problem.Failure {@code INBOX_UNUSABLE}
   */
  @Nullable String next() {
    String first = folder.first();
    // A listing may lack what came while it was made, even where it has what came after that.
    return first != null && isWhole(first) && first.equals(folder.first()) ? first : null;
  }

  /** Whether the file is whole, as far as it was looked at. */
  private boolean isWhole(String name) {
    Readiness ready = folder.inbox().ready();
    if (ready instanceof Readiness.Settle settle) {
      return quietNanos(name) >= settle.quiet().toNanos();
    }
    return ready instanceof Readiness.Rename || folder.isMarked(name);
  }

  /** For how long nobody has changed it; -1 if it is not what it was, or was never looked at. */
  private long quietNanos(String name) {
    Look look = looks.get(name);
    return look != null && look.stamp.equals(folder.stamp(name))
        ? System.nanoTime() - look.since
        : -1;
  }

  /** Whether a file that was taken is the one that was found whole. */
  boolean isAsSeen(String name, @Nullable FileStamp taken) {
    if (!(folder.inbox().ready() instanceof Readiness.Settle)) {
      return taken != null;
    }
    Look look = looks.remove(name);
    return look != null && look.stamp.equals(taken);
  }

  private void look() {
    if (!(folder.inbox().ready() instanceof Readiness.Settle)) {
      return;
    }
    long now = System.nanoTime();
    List<String> waiting = folder.waiting();
    looks.keySet().retainAll(waiting);
    for (String name : waiting) {
      FileStamp stamp = folder.stamp(name);
      Look before = looks.get(name);
      if (stamp != null && (before == null || !Objects.equals(before.stamp, stamp))) {
        looks.put(name, new Look(stamp, now));
      }
    }
  }

  private static void sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a file", e);
    }
  }
}
