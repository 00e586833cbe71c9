package dev.rollcall.sqlite;

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
final class BatchTables implements JavaMigration {

  private static final String SCRIPT = "org/springframework/batch/core/schema-sqlite.sql";

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
    String script =
        new ClassPathResource(SCRIPT)
            .getContentAsString(StandardCharsets.UTF_8)
            .replace("BATCH_", Schema.BATCH_PREFIX);
    ScriptUtils.executeSqlScript(
        context.getConnection(), new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8)));
  }
}
