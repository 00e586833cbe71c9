package dev.rollcall;

import dev.rollcall.sqlite.SqliteLibrary;
import dev.rollcall.sqlite.Template;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Puts into a folder what starts then need not make again: SQLite's library, and an empty database.
 * The launcher has it done once for each Java and each version of the program, before the {@link
 * Rehearsal}, which then starts as everybody does.
 */
public final class Supplies {

  private Supplies() {}

  /**
   * Makes them.
   *
   * @param args the folder
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    SqliteLibrary.unpackInto(folder);
    Template.make(folder.resolve("template.db"));
  }
}
