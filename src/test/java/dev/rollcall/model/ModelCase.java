package dev.rollcall.model;

import java.util.List;
import java.util.Map;

/**
 * One generated case: users, a job, and files that it imports one after the other.
 *
 * @param columns the header name for each field that the job maps
 */
public record ModelCase(
    long seed,
    List<ModelUser> users,
    ModelRules rules,
    Map<String, String> columns,
    List<ModelFile> files) {

  /** Stands in cells of columns that no job maps; must turn up nowhere. */
  public static final String SECRET = "s3cret-that-nobody-may-keep";
}
