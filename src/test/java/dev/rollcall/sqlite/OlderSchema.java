package dev.rollcall.sqlite;

import dev.rollcall.database.sql.BatchTables;
import dev.rollcall.database.sql.Migrations;
import dev.rollcall.database.sql.OneTransaction;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** Databases as older versions of this program have left them. */
public final class OlderSchema {

  private OlderSchema() {}

  /**
   * Makes one where there is none.
   *
   * @param seed decides which version
   */
  public static void make(Path path, long seed) {
    int version = 1 + Math.floorMod(seed, SqliteSchema.NEWEST - 1);
    SqliteFile file = SqliteFile.of(path.toString());
    try (SqliteDatabase database = SqliteDatabase.openForWriting(file);
        OneTransaction transaction = OneTransaction.begin(database)) {
      Flyway.configure()
          .dataSource(transaction)
          .table(Migrations.HISTORY)
          .locations("classpath:db/migration")
          .javaMigrations(new BatchTables("sqlite"))
          .group(true)
          .target(Integer.toString(version))
          .load()
          .migrate();
      transaction.commit();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
