package dev.rollcall.applying;

import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Counts;
import java.util.ArrayList;
import java.util.List;

/** What has become of rows so far: how many of what, and the rejects themselves. */
public final class Tally {

  private final List<Reject> rejects = new ArrayList<>();
  private long created;
  private long updated;
  private long unchanged;
  private long deleted;
  private long raised;
  private long lowered;
  private long relative;
  private long replaced;

  void changed(Change change, boolean isRelative) {
    switch (change.kind()) {
      case CREATED -> created++;
      case UPDATED -> updated++;
      case DELETED -> deleted++;
    }
    if (change.levelMove() > 0) {
      raised++;
    } else if (change.levelMove() < 0) {
      lowered++;
    }
    if (isRelative) {
      relative++;
    }
  }

  void replaced(Change gone, Change come) {
    changed(gone, false);
    changed(come, false);
    replaced++;
  }

  void unchanged() {
    unchanged++;
  }

  public void rejected(Reject reject) {
    rejects.add(reject);
  }

  void add(Tally other) {
    rejects.addAll(other.rejects);
    created += other.created;
    updated += other.updated;
    unchanged += other.unchanged;
    deleted += other.deleted;
    raised += other.raised;
    lowered += other.lowered;
    relative += other.relative;
    replaced += other.replaced;
  }

  public List<Reject> rejects() {
    return rejects;
  }

  /** How many items became two changes each. */
  public long replaced() {
    return replaced;
  }

  /**
   * The counts of the given number of rows; that they balance is checked by whoever adds them up,
   * not arranged here.
   */
  public Counts counts(long read) {
    return new Counts(
        read, created, updated, unchanged, deleted, rejects.size(), 0, raised, lowered, relative);
  }
}
