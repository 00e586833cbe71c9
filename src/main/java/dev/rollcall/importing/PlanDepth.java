package dev.rollcall.importing;

/** How closely a plan looks; each sees what the ones before it see. */
public enum PlanDepth {
  /** What would become of the rows. */
  ROWS,

  /** Every change, for a plan that will be compared with another one. */
  CHANGES,

  /**
   * Every user: how those of the input compare with those of the database. Of content that was
   * imported before this looks again, unless it changed levels relatively.
   */
  USERS
}
