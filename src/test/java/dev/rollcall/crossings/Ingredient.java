package dev.rollcall.crossings;

/** What a history may be made of; each has some of them, so that none drowns the others. */
enum Ingredient {
  /** Jobs whose definition was edited. */
  OTHER_DEFINITION,
  /** A job to which words are levels, and to the others are none. */
  WORDS,
  MIRROR,
  /** A mirror that retires whom its file does not name. */
  RETIRE,
  /** Extra columns, which some jobs name, and one of which is secret. */
  EXTRA,
  PLAN,
  AGAIN,
  /** {@code rollback: run} */
  WHOLE,
  /** Reject limits that end a run on its way. */
  LIMIT,
  /** Errors on the way. */
  FAILURE,
  /** Kills of real processes. */
  KILL,
  /** Fixed rejects that come back by {@code retry}. */
  RETRY,
  /** Fixed rejects that come back by {@code import}. */
  PLAIN_IMPORT,
  /** Reject files that are fixed where they are. */
  IN_PLACE,
  /** Rejects of a run that is not done. */
  OPEN_REJECTS,
  UNDO,
  BY_HAND,
  STRANGER,
  /** A second unique column, and a trigger that refuses. */
  RULE,
  /** A trigger that changes what is written. */
  CAP
}
