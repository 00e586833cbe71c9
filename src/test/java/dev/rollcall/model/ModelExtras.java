package dev.rollcall.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The extra columns of a database, and those of them that a job names.
 *
 * @param all of the database; it is known to have them
 * @param named in the job's order
 */
public record ModelExtras(List<ModelColumn> all, List<ModelColumn> named) {

  public static final ModelExtras NONE = new ModelExtras(List.of(), List.of());

  /** Those whose content may be read. */
  public List<ModelColumn> readable() {
    return all.stream().filter(column -> !column.secret()).toList();
  }

  /** Their names as SQL has them, each behind a comma. */
  public static String behind(List<ModelColumn> columns) {
    return columns.stream().map(column -> ", " + column.quoted()).collect(Collectors.joining());
  }
}
