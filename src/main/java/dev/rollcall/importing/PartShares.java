package dev.rollcall.importing;

import dev.rollcall.database.PartShare;
import dev.rollcall.runs.Part;
import dev.rollcall.runs.Progress;
import dev.rollcall.text.Counted;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who has, or had, the parts of a run that is handed out.
 *
 * @param shares of those that somebody took
 */
record PartShares(List<PartShare> shares) {

  /** How often one of them changed hands, at most. */
  int hands() {
    return shares.stream().mapToInt(PartShare::hands).max().orElse(0);
  }

  /** That workers did all of it, and how many. */
  String written() {
    long workers = shares.stream().map(PartShare::worker).distinct().count();
    return "written by "
        + Counted.of(workers, "worker")
        + " in "
        + Counted.of(shares.size(), "part");
  }

  /** The same for whoever watches, of the parts as they are now. */
  List<Progress.Share> of(List<Part> parts) {
    Map<Integer, String> workers =
        shares.stream().collect(Collectors.toMap(PartShare::part, PartShare::worker));
    return parts.stream()
        .filter(part -> workers.containsKey(part.number()))
        .map(
            part ->
                new Progress.Share(
                    String.valueOf(workers.get(part.number())),
                    part.number(),
                    part.position(),
                    part.rows()))
        .toList();
  }
}
