package dev.rollcall.cli;

import dev.rollcall.meaning.CellSamples;
import dev.rollcall.text.Visible;
import java.util.ArrayList;
import java.util.List;

/** What the first cells of an input mean, as people read it. */
final class SampledCells {

  private SampledCells() {}

  /** {@code line 2: level "Gold" -> "30"}; none if there are no samples. */
  static List<String> lines(CellSamples samples) {
    List<String> lines = new ArrayList<>();
    if (!samples.cells().isEmpty()) {
      lines.add("  first cells, and what they mean:");
    }
    for (CellSamples.Sample sample : samples.cells()) {
      lines.add(
          "    line "
              + sample.line()
              + ": "
              + sample.field().word()
              + " "
              + Visible.quoted(sample.cell())
              + " -> "
              + (sample.rejected() ? "rejected" : Visible.quoted(sample.meaning())));
    }
    return lines;
  }
}
