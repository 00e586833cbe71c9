package dev.rollcall.laboratory;

import java.util.Map;

/** One thing that is done to the database. */
sealed interface Step {

  /** What goes wrong meanwhile. */
  Fault fault();

  /** The same with nothing going wrong. */
  Step undisturbed();

  /**
   * A file is delivered under a name, and imported.
   *
   * @param again whether it is to be done although it looks done
   */
  record Import(
      Job job, String path, Content content, Settings settings, boolean again, Fault fault)
      implements Step {

    @Override
    public Step undisturbed() {
      return with(Fault.NONE);
    }

    Import with(Fault other) {
      return new Import(job, path, content, settings, again, other);
    }

    /** The same with the content that bears the name of this one. */
    Import with(Map<String, Content> contents) {
      Content other = contents.getOrDefault(content.name(), content);
      return new Import(job, path, other, settings, again, fault);
    }

    Import with(Settings other) {
      return new Import(job, path, content, other, again, fault);
    }

    @Override
    public String toString() {
      return "import %s as %s, job %s %s, %s%s %s"
          .formatted(
              content, path, job.name(), job.rules(), settings, again ? ", again" : "", fault);
    }
  }

  /** The last run that wrote anything is taken back. */
  record Undo(Fault fault) implements Step {

    @Override
    public Step undisturbed() {
      return new Undo(Fault.NONE);
    }
  }

  /** The newest copy of the database is put in its place, if there is one. */
  record Restore() implements Step {

    @Override
    public Fault fault() {
      return Fault.NONE;
    }

    @Override
    public Step undisturbed() {
      return this;
    }
  }
}
