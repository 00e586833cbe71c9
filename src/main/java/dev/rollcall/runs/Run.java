package dev.rollcall.runs;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a job, across all its restarts: what it was given, how far it is, and what
 * became of its rows. Changed only inside the transaction whose work it records.
 */
@Entity
@Table(name = "rollcall_runs")
public class Run {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  private String job = "";

  @Enumerated(EnumType.STRING)
  private RunKind kind = RunKind.IMPORT;

  @Column(name = "of_run")
  private @Nullable Long ofRun;

  @Enumerated(EnumType.STRING)
  private RunStatus status = RunStatus.STARTED;

  private String definition = "";
  @Embedded private Source source = new Source("", "", 0);
  @Embedded private @Nullable Provenance provenance;
  private boolean again;
  private String token = "";
  private long position;

  @Column(name = "position_digest")
  private long positionDigest;

  @Embedded private Counts counts = Counts.NONE;

  @Column(name = "changes_after")
  private long changesAfter;

  @Column(name = "changes_until")
  private @Nullable Long changesUntil;

  @Enumerated(EnumType.STRING)
  @Column(name = "row_order")
  private RowOrder rowOrder = RowOrder.USER;

  private int restarts;

  @Embedded private @Nullable WrittenRejects rejects;
  private @Nullable String message;

  @Enumerated(EnumType.STRING)
  private @Nullable ProblemCode code;

  private long noted;

  @Column(name = "pruned_at")
  private @Nullable String prunedAt;

  @Column(name = "started_at")
  private String startedAt = "";

  @Column(name = "finished_at")
  private @Nullable String finishedAt;

  private long millis;

  /** For the persistence provider. */
  protected Run() {}

  /**
   * A run that begins now.
   *
   * @param ofRun the run that it undoes, or whose rejects it imports; null if it is of none
   * @param definition what the job means
   * @param changesAfter the newest change there is: all of the run's own will be above
   */
  public Run(
      RunKind kind,
      @Nullable Long ofRun,
      String job,
      String definition,
      Source source,
      boolean again,
      long changesAfter,
      RowOrder rowOrder) {
    this.kind = kind;
    this.ofRun = ofRun;
    this.job = job;
    this.definition = definition;
    this.source = source;
    this.again = again;
    this.changesAfter = changesAfter;
    this.rowOrder = rowOrder;
    this.startedAt = Origin.current().now();
    this.token = Origin.current().token();
    this.provenance = Provenance.here(null);
  }

  /** Says who runs it, and with what. */
  public void ranAs(Provenance now) {
    provenance = now;
  }

  /** Continues the run after it ended or died. */
  public void resume() {
    if (!status.isOpen()) {
      throw new IllegalStateException("run " + id + " is " + status);
    }
    status = RunStatus.STARTED;
    restarts++;
    message = null;
    code = null;
    finishedAt = null;
  }

  /** Records what was done until a position, in its transaction. */
  public void advance(long newPosition, Counts more) {
    position = newPosition;
    counts = counts.plus(more);
  }

  /** Takes over how far its parts are, and what they come to. */
  public void gather(List<Part> parts) {
    position = parts.stream().mapToLong(Part::position).sum();
    positionDigest = parts.size() == 1 ? parts.get(0).digest() : 0;
    Counts rows = parts.stream().map(Part::counts).reduce(Counts.NONE, Counts::plus);
    counts = rows.withUnnamedOf(counts);
  }

  /** Counts rejects that ended the run, whose rows are counted once more if it goes on. */
  public void note(long rejects) {
    noted += rejects;
    counts = counts.plus(Counts.ofRejected(rejects));
  }

  /** Forgets what was noted, since the run goes on; the answer is how many rejects that were. */
  public long forgetNoted() {
    long forgotten = noted;
    counts = counts.plus(Counts.ofRejected(-forgotten));
    noted = 0;
    return forgotten;
  }

  /** Ends the run well; the newest change is that of any run, its own included. */
  public void complete(long newestChange) {
    changesUntil = newestChange;
    end(counts.rejected() > 0 ? RunStatus.COMPLETED_WITH_REJECTS : RunStatus.COMPLETED, null);
  }

  /** Ends the run for now: the same command may continue it. */
  public void end(Failure failure) {
    end(RunStatus.of(failure), failure.getMessage());
    code = failure.code();
  }

  /** Ends the run for now, or for good. */
  public void end(RunStatus newStatus, @Nullable String newMessage) {
    status = newStatus;
    message = newMessage;
    code = null;
    finishedAt = Origin.current().now();
  }

  /** Adds to the time the run has worked, restarts included. */
  public void worked(long moreMillis) {
    millis += moreMillis;
  }

  /** Notes where the rejects are, and the digest of the file as it was written. */
  public void rejectsAt(String file, String digest) {
    rejects = new WrittenRejects(file, digest);
  }

  public long id() {
    if (id == null) {
      throw new IllegalStateException("the run has not been saved");
    }
    return id;
  }

  public String job() {
    return job;
  }

  public RunKind kind() {
    return kind;
  }

  /** The run that this one undoes, or whose rejects it imports; null if it is of none. */
  public @Nullable Long ofRun() {
    return ofRun;
  }

  public RunStatus status() {
    return status;
  }

  public String definition() {
    return definition;
  }

  public Source source() {
    return source;
  }

  /** Who ran it, the last time if it went on, and with what. */
  public Provenance provenance() {
    return provenance == null ? Provenance.NONE : provenance;
  }

  public boolean again() {
    return again;
  }

  /** How much of the staged input is committed; opaque, 0 before the first chunk. */
  public long position() {
    return position;
  }

  public Counts counts() {
    return counts;
  }

  /** What says in a reject file that the rejects are this run's, and of this database. */
  public String mark() {
    return id() + "-" + token;
  }

  public long changesAfter() {
    return changesAfter;
  }

  /** The newest change when the run completed; null before. */
  public @Nullable Long changesUntil() {
    return changesUntil;
  }

  /** Fixed when the run begins: its position counts rows in this order. */
  public RowOrder rowOrder() {
    return rowOrder;
  }

  public int restarts() {
    return restarts;
  }

  public @Nullable String rejectFile() {
    return rejects == null ? null : rejects.file();
  }

  /** Of the reject file as the run wrote it; null if there is none, or it was not noted. */
  public @Nullable String rejectDigest() {
    return rejects == null ? null : rejects.digest();
  }

  /** Why the run ended as it did; null if it ended well. */
  public @Nullable String message() {
    return message;
  }

  /** Of what ended the run; null if it ended well, and of runs of older versions. */
  public @Nullable ProblemCode code() {
    return code;
  }

  public String startedAt() {
    return startedAt;
  }

  /** UTC, ISO 8601, to the second; null while the run works. */
  public @Nullable String finishedAt() {
    return finishedAt;
  }

  /** When its changes and rejects were dropped: UTC, ISO 8601; null if they were not. */
  public @Nullable String prunedAt() {
    return prunedAt;
  }

  /** Time worked in milliseconds, restarts included. */
  public long millis() {
    return millis;
  }
}
