package dev.rollcall.copying;

import java.util.Map;

/**
 * What a copy has.
 *
 * @param rows how many rows each table has
 * @param before whether the copy was there already
 */
public record CopyResult(Map<String, Long> rows, boolean before) {

  public CopyResult {
    rows = Map.copyOf(rows);
  }
}
