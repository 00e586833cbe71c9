package dev.rollcall.laboratory;

import dev.rollcall.model.Model;
import dev.rollcall.model.ModelOutcome;
import dev.rollcall.model.ModelUser;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the model's ledger holds of a run. */
final class LedgerRun {

  enum State {
    /** It died, failed or was refused; the same command goes on with it. */
    OPEN,
    DONE,
    ABANDONED
  }

  final long id;
  final Job job;
  final String definition;
  final Content content;
  final String path;
  final boolean again;

  /** The run whose mended rejects it brings; null if it is no retry. */
  final @Nullable Long retryOf;

  /** The run that this one takes back; null if it is an import. */
  final @Nullable Long undoes;

  State state = State.OPEN;

  /** Whether any row of it has been committed. */
  boolean begun;

  /** How many relative levels it has applied. */
  long relative;

  long restarts;

  /** How many changes of each user it has committed. */
  Map<String, Integer> changes = Map.of();

  /** Whether another run has written users since this one did last. */
  boolean writtenSince;

  /** Whether one has that does not belong to this one, as its retries and its undo do. */
  boolean othersHaveWrittenSince;

  boolean undone;

  /** The lines of rejects that it has settled. */
  Set<Long> settled = Set.of();

  /** The users when its first row was applied. */
  Map<String, ModelUser> before = Map.of();

  /** Who was retired then. */
  Map<String, Model.Retired> retiredBefore = Map.of();

  /** What its rows come to. */
  @Nullable ModelOutcome outcome;

  LedgerRun(long id, Step.Import step) {
    this.id = id;
    this.job = step.job();
    this.definition = step.job().definition();
    this.content = step.content();
    this.path = step.path();
    this.again = step.again();
    this.retryOf = step.retryOf();
    this.undoes = null;
  }

  /** The run that takes another one back. */
  LedgerRun(long id, LedgerRun undone) {
    this.id = id;
    this.job = undone.job;
    this.definition = "undo";
    this.content = Content.NO_FILE;
    this.path = "";
    this.again = false;
    this.retryOf = null;
    this.undoes = undone.id;
    this.state = State.DONE;
  }

  private LedgerRun(LedgerRun other) {
    this.id = other.id;
    this.job = other.job;
    this.definition = other.definition;
    this.content = other.content;
    this.path = other.path;
    this.again = other.again;
    this.retryOf = other.retryOf;
    this.undoes = other.undoes;
    this.state = other.state;
    this.begun = other.begun;
    this.relative = other.relative;
    this.restarts = other.restarts;
    this.changes = new HashMap<>(other.changes);
    this.writtenSince = other.writtenSince;
    this.othersHaveWrittenSince = other.othersHaveWrittenSince;
    this.undone = other.undone;
    this.settled = other.settled;
    this.before = other.before;
    this.retiredBefore = other.retiredBefore;
    this.outcome = other.outcome;
  }

  LedgerRun copy() {
    return new LedgerRun(this);
  }

  boolean isImport() {
    return undoes == null;
  }

  boolean isOf(Job other) {
    return job.name().equals(other.name());
  }

  /** The lines of its rejects, settled or not. */
  Set<Long> rejectedLines() {
    return outcome == null
        ? Set.of()
        : outcome.rejects().stream().map(reject -> reject.row().line()).collect(Collectors.toSet());
  }

  boolean isIdentical(Step.Import step) {
    return definition.equals(step.job().definition())
        && content.name().equals(step.content().name());
  }

  long changesMade() {
    return changes.values().stream().mapToLong(Integer::longValue).sum();
  }

  @Override
  public String toString() {
    return "run " + id + " (" + job.name() + ", " + content + " as " + path + ", " + state + ")";
  }
}
