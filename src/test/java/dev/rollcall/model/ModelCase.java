package dev.rollcall.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One generated case: users, a job, and files that it imports one after the other.
 *
 * @param columns the header name for each field that the job maps, and for each extra column
 */
public record ModelCase(
    long seed,
    List<ModelUser> users,
    ModelRules rules,
    Map<String, String> columns,
    List<ModelFile> files) {

  /** Stands in cells of columns that no job maps; must turn up nowhere. */
  public static final String SECRET = "s3cret-that-nobody-may-keep";

  /** Begins what is in secret columns; must turn up nowhere but in the users. */
  public static final String HUSH = MeaningMaker.HUSH;

  /** The same for a mirror. */
  public ModelCase mirrored() {
    return new ModelCase(seed, users, rules.mirrored(), columns, files);
  }

  /** The same for a database that has no columns but those which the job names. */
  public ModelCase ofNamedColumns() {
    return with(rules.extras().named());
  }

  /** The same for a database without extra columns. */
  public ModelCase withoutExtras() {
    return with(List.of());
  }

  private ModelCase with(List<ModelColumn> extras) {
    Set<String> names = extras.stream().map(ModelColumn::name).collect(Collectors.toSet());
    Set<String> gone =
        rules.extras().all().stream()
            .map(ModelColumn::name)
            .filter(name -> !names.contains(name))
            .collect(Collectors.toSet());
    Map<String, String> left = new LinkedHashMap<>(columns);
    left.keySet().removeAll(gone);
    ModelMissing missing = rules.missing();
    return new ModelCase(
        seed,
        users.stream().map(user -> user.without(gone)).toList(),
        rules.with(
            rules.meanings().without(gone),
            new ModelExtras(extras, extras),
            missing == null ? null : missing.without(gone)),
        left,
        files);
  }

  /** Whether each row names a user: whom a malformed row names, only its author can tell. */
  public boolean namesAUserInEachRow() {
    return files.stream()
        .flatMap(file -> file.rows().stream())
        .allMatch(row -> row.formFault() == null && Model.namesAUser(rules.meanings().meant(row)));
  }
}
