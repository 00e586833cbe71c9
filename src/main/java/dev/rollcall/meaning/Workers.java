package dev.rollcall.meaning;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run is handed out to workers on other machines.
 *
 * @param wanted whether it is, where it can be
 * @param patience how long nobody may have a part of it before it is done without them
 * @param broker the address of the broker by which parts travel; null if they do by the database
 */
public record Workers(boolean wanted, Duration patience, @Nullable String broker) {

  /** How long nobody may have a part, unless somebody says otherwise. */
  public static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

  /** No workers. */
  public static final Workers NONE = new Workers(false, USUAL_PATIENCE, null);

  /** Workers, for as long as usual. */
  public static final Workers WANTED = new Workers(true, USUAL_PATIENCE, null);
}
