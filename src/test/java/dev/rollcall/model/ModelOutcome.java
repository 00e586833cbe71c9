package dev.rollcall.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of the rows of one file. */
public final class ModelOutcome {

  /** What a row did to its user; before is null if it created, after is null if it deleted. */
  public record Changed(
      long line, @Nullable ModelUser before, @Nullable ModelUser after, @Nullable String reason) {

    public String kind() {
      return before == null ? "created" : after == null ? "deleted" : "updated";
    }
  }

  /** A row that was not applied. */
  public record Rejected(ModelRow row, String code) {}

  private final List<Changed> changes = new ArrayList<>();
  private final List<Rejected> rejects = new ArrayList<>();
  private final List<ModelUser> removed = new ArrayList<>();
  private final List<Changed> retired = new ArrayList<>();
  private long read;
  private long unchanged;
  private long missing;

  void changed(Changed change) {
    read++;
    changes.add(change);
  }

  void rejected(Rejected reject) {
    read++;
    rejects.add(reject);
  }

  void unchanged() {
    read++;
    unchanged++;
  }

  void removed(List<ModelUser> users) {
    removed.addAll(users);
  }

  void missing(long users) {
    missing = users;
  }

  /** How many users a mirror did not find in its file, whatever became of them. */
  public long missing() {
    return missing;
  }

  void retired(Changed change) {
    retired.add(change);
  }

  /** What became of users whom a mirror retired because no row named them. */
  public List<Changed> retired() {
    return retired;
  }

  /** Users that a mirror deleted because no row named them. */
  public List<ModelUser> removed() {
    return removed;
  }

  /** In file order. */
  public List<Changed> changes() {
    return changes;
  }

  /** In file order. */
  public List<Rejected> rejects() {
    return rejects;
  }

  /** How many rejects of each code. */
  public Map<String, Long> codes() {
    Map<String, Long> codes = new TreeMap<>();
    rejects.forEach(reject -> codes.merge(reject.code(), 1L, Long::sum));
    return codes;
  }

  /** By the names of the summary. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("read", read);
    counts.put("created", ofKind("created"));
    counts.put("updated", ofKind("updated"));
    counts.put("unchanged", unchanged);
    counts.put("deleted", ofKind("deleted"));
    counts.put("rejected", (long) rejects.size());
    counts.put("removed", (long) removed.size());
    counts.put("retired", (long) retired.size());
    return counts;
  }

  /** By the names of the summary. */
  public Map<String, Long> levels() {
    long raised = 0;
    long lowered = 0;
    for (Changed change : changes) {
      if (change.before() != null && change.after() != null) {
        long move = change.after().effectiveLevel() - change.before().effectiveLevel();
        raised += move > 0 ? 1 : 0;
        lowered += move < 0 ? 1 : 0;
      }
    }
    return new TreeMap<>(Map.of("raised", raised, "lowered", lowered));
  }

  private long ofKind(String kind) {
    return changes.stream().filter(change -> change.kind().equals(kind)).count();
  }
}
