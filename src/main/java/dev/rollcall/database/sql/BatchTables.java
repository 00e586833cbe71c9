package dev.rollcall.database.sql;

import dev.rollcall.database.Schema;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * Makes Spring Batch's own tables from the script that comes with it, under names that tell whose
 * they are.
 */
public final class BatchTables implements JavaMigration {

  private final String script;
  private final String more;

  /**
   * @param kind as the names of Spring Batch's scripts have it
   */
  public BatchTables(String kind) {
    this(kind, "");
  }

  /**
   * @param kind as the names of Spring Batch's scripts have it
   * @param more statements on these tables, in which their names begin as in the scripts
   */
  public BatchTables(String kind, String more) {
    this.more = more;
    script = "org/springframework/batch/core/schema-" + kind + ".sql";
  }

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("3");
  }

  @Override
  public String getDescription() {
    return "batch tables";
  }

  /** None: a newer Spring Batch may change the wording of its script and mean the same. */
  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws Exception {
    String sql =
        new ClassPathResource(script)
            .getContentAsString(StandardCharsets.UTF_8)
            .concat(more)
            .replace("BATCH_", Schema.BATCH_PREFIX);
    ScriptUtils.executeSqlScript(
        context.getConnection(), new ByteArrayResource(sql.getBytes(StandardCharsets.UTF_8)));
  }
}
