package dev.rollcall.crossings;

/**
 * One thing that is done to the database. What it is done to is given by a number, so that a step
 * means something whatever came before it.
 */
sealed interface Step {

  /**
   * How a run is to work, and what stops it.
   *
   * @param limit the most rejects; {@link #NO_LIMIT} lets every row be rejected
   */
  record Terms(int chunk, long limit, boolean whole, Stop stop, double at) {

    static final long NO_LIMIT = 1_000_000;

    Terms undisturbed() {
      return new Terms(chunk, limit, whole, Stop.NOTHING, 0);
    }

    Terms without() {
      return new Terms(chunk, NO_LIMIT, whole, Stop.NOTHING, 0);
    }

    /** Whether so many rejects of so many rows are too many. */
    boolean refuses(long rejects, long rows) {
      return limit != NO_LIMIT && (rejects > limit || rejects > 0 && rejects == rows);
    }

    /** As the command line has it. */
    String limitText() {
      return limit == NO_LIMIT ? "100%" : Long.toString(limit);
    }

    @Override
    public String toString() {
      String most = " --max-rejects " + limitText();
      String stopped = stop == Stop.NOTHING ? "" : ", " + stop.words(at);
      return "--chunk " + chunk + most + (whole ? " --rollback run" : "") + stopped;
    }
  }

  /** What people do with rejects. */
  enum Way {
    /** {@code retry RUN --file FILE} */
    RETRY,
    /** {@code import FILE}, as the run's own file was imported. */
    IMPORT
  }

  /** A file is imported, or planned. */
  record Deliver(int content, int path, int variant, boolean again, boolean plan, Terms terms)
      implements Step {
    @Override
    public String toString() {
      return "%s content %d as p%d.csv, job %s%s %s"
          .formatted(
              plan ? "plan" : "import", content, path, variant, again ? " --again" : "", terms);
    }
  }

  /**
   * Rejects are fixed, and come back.
   *
   * @param run which of the runs that have rejects, the newest being 0
   * @param fix which of the ways to fix them
   * @param inPlace whether the program's own file is edited
   */
  record FeedBack(int run, int fix, boolean inPlace, Way way, Terms terms) implements Step {
    @Override
    public String toString() {
      return "rejects of the run with rejects that is %d before the newest, fixed in way %d%s, by %s %s"
          .formatted(run, fix, inPlace ? " in place" : "", way, terms);
    }
  }

  /** A run is taken back; the newest is 0. */
  record Undo(int run, boolean force, Stop stop, double at) implements Step {
    @Override
    public String toString() {
      return "undo of the writing run that is %d before the newest%s%s"
          .formatted(
              run, force ? " --force" : "", stop == Stop.NOTHING ? "" : ", " + stop.words(at));
    }
  }

  /** A user is changed by hand. */
  record ByHand(String command, String user, String value) implements Step {
    @Override
    public String toString() {
      return "users " + command + " " + user + " " + value;
    }
  }

  /** Another program changes a user. */
  record Stranger(String what, String user, String value) implements Step {
    @Override
    public String toString() {
      return "another program: " + what + " " + user + " " + value;
    }
  }

  /** A rule of the database comes or goes. */
  record Change(Rules.Rule rule, boolean on) implements Step {
    @Override
    public String toString() {
      return "rule " + rule + (on ? " comes" : " goes");
    }
  }

  /** Whatever is open is done, as far as may be. */
  record FinishAll() implements Step {}

  /** The same with nothing in the way. */
  default Step undisturbed() {
    if (this instanceof Deliver it) {
      return new Deliver(
          it.content, it.path, it.variant, it.again, it.plan, it.terms.undisturbed());
    }
    if (this instanceof FeedBack it) {
      return new FeedBack(it.run, it.fix, it.inPlace, it.way, it.terms.undisturbed());
    }
    return this instanceof Undo it ? new Undo(it.run, it.force, Stop.NOTHING, 0) : this;
  }
}
