package dev.rollcall.runs;

/**
 * Users that a run found and did something to, each counted once.
 *
 * @param deleted gone after it
 * @param lowered on a lower level after it
 * @param raised on a higher level after it
 * @param changed other than before in any way, those above included
 */
public record Touched(long deleted, long lowered, long raised, long changed) {

  /** The same, with more users who are other than before. */
  public Touched andChanged(long more) {
    return new Touched(deleted, lowered, raised, changed + more);
  }
}
