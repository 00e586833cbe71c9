package dev.rollcall;

import dev.rollcall.sqlite.SqliteLibrary;
import dev.rollcall.sqlite.Template;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Puts into a folder what starts then need not make again: SQLite's library, and an empty database.
 * Also makes users for the rehearsal, and a database for them. The launcher has it done once for
 * each Java and each version of the program, before the {@link Rehearsal}, which then starts as
 * everybody does.
 */
public final class Supplies {

  private Supplies() {}

  /**
   * Makes them.
   *
   * @param args the folder, and how many users the rehearsal is to have for a large import, which
   *     it finds in the process's own folder; with 0 it does without
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    SqliteLibrary.unpackInto(folder);
    makeTemplate(folder.resolve("template.db"));
    if (!args[1].equals("0")) {
      Rehearsal.expect(0, "generate", args[1], "--changes", "30%", "--out", Rehearsal.MANY_USERS);
      addColumn("note", "text");
      addColumn("points", "integer");
    }
  }

  static void makeTemplate(Path file) {
    Template.make(file);
  }

  private static void addColumn(String name, String type) {
    Rehearsal.expect(0, "schema", "add-column", name, type, "--db", Rehearsal.EXTRA_DATABASE);
  }
}
