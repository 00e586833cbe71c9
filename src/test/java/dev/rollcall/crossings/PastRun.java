package dev.rollcall.crossings;

import dev.rollcall.model.Model;
import dev.rollcall.model.ModelRow;
import dev.rollcall.model.ModelUser;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A run as the model knows it. */
final class PastRun {

  enum State {
    /** It died, failed or was refused; the same command goes on with it. */
    OPEN,
    DONE,
    ABANDONED
  }

  /** A user at some moment; null as a user is nobody. */
  record Was(@Nullable Long id, @Nullable ModelUser user) {

    /** Whether both are the same as far as anybody can tell. */
    boolean isSame(Was other) {
      return Objects.equals(id, other.id) && Objects.equals(open(), other.open());
    }

    private @Nullable ModelUser open() {
      return user == null ? null : user.withoutSecrets();
    }
  }

  final long id;

  /** Null if it is an undo or a change by hand. */
  final @Nullable Delivery delivery;

  final boolean again;

  /** The run that it takes back; null if it is no undo. */
  final @Nullable PastRun undoes;

  State state = State.OPEN;

  /** Its rows in the order in which it began. */
  List<ModelRow> rows = List.of();

  /** The places of those that are committed. */
  BitSet done = new BitSet();

  long restarts;

  /** How many relative levels it has applied. */
  long relative;

  /** How many writes by any run there were when it was done. */
  int doneAt;

  /** The codes of what it has rejected, by line: of committed rows, or noted while it read. */
  Map<Long, String> rejects = new TreeMap<>();

  final Map<String, Long> counts = new TreeMap<>();
  final List<String> changes = new ArrayList<>();

  /** Users as it found them first, and as it left them last. */
  final Map<String, Was> found = new LinkedHashMap<>();

  final Map<String, Was> left = new LinkedHashMap<>();

  /** How those were retired, by name, of whom that is another matter since; null if not. */
  final Map<String, Model.@Nullable Retired> retiredBefore = new TreeMap<>();

  /** When it last changed whom, and in whom it has written a secret. */
  final Map<String, Integer> changedAt = new TreeMap<>();

  final Map<String, Integer> hushedAt = new TreeMap<>();

  /** Of an undo: whom it left alone. */
  Set<String> leftAlone = Set.of();

  /** The lines of rejects that it has settled. */
  final Set<Long> settled = new TreeSet<>();

  /** Whether a trigger changed what it wrote, so that nobody knows what taking it back means. */
  boolean blurred;

  PastRun(long id, @Nullable Delivery delivery, boolean again, @Nullable PastRun undoes) {
    this.id = id;
    this.delivery = delivery;
    this.again = again;
    this.undoes = undoes;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isOf(String job) {
    return delivery != null && delivery.variant().job().equals(job);
  }

  /** Its rows at these places. */
  List<ModelRow> rowsAt(BitSet places) {
    return places.stream().mapToObj(rows::get).toList();
  }

  /** Those that are committed. */
  List<ModelRow> doneRows() {
    return rowsAt(done);
  }

  /** Those that are not. */
  List<ModelRow> openRows() {
    BitSet open = new BitSet();
    open.set(0, rows.size());
    open.andNot(done);
    return rowsAt(open);
  }

  /** The codes of the rows that are committed; what was only noted is no part of it. */
  List<String> codes() {
    return doneRows().stream()
        .map(row -> rejects.get(row.line()))
        .filter(Objects::nonNull)
        .toList();
  }

  void count(String what, long more) {
    counts.merge(what, more, Long::sum);
  }

  @Override
  public String toString() {
    return "run " + id + " (" + state + ", " + done.cardinality() + " of " + rows.size() + " rows)";
  }
}
