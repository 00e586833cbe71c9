package dev.rollcall.jobs;

import dev.rollcall.runs.Progress;
import java.util.List;

/** Passes on to the display of the input that is being worked on. */
public final class CurrentProgress implements Progress {

  private Progress current = NONE;

  public void set(Progress display) {
    current = display;
  }

  @Override
  public void begin(Phase phase, long total) {
    current.begin(phase, total);
  }

  @Override
  public void shared(List<Share> shares) {
    current.shared(shares);
  }

  @Override
  public void at(long done, long rows) {
    current.at(done, rows);
  }
}
