package dev.rollcall.importing;

import java.time.Duration;

/**
 * Whether a run is handed out to workers on other machines.
 *
 * @param wanted whether it is, where it can be
 * @param patience how long nobody may have a part of it before it is done without them
 */
public record Workers(boolean wanted, Duration patience) {

  /** How long nobody may have a part, unless somebody says otherwise. */
  public static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

  /** No workers. */
  public static final Workers NONE = new Workers(false, USUAL_PATIENCE);

  /** Workers, for as long as usual. */
  public static final Workers WANTED = new Workers(true, USUAL_PATIENCE);
}
