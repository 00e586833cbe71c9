package dev.rollcall;

import dev.rollcall.files.OwnFile;
import dev.rollcall.store.Template;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

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
    unpackSqlite(folder);
    Template.make(folder.resolve("template.db"));
  }

  private static void unpackSqlite(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in != null) {
        OwnFile.write(folder.resolve(name), in.readAllBytes());
      }
    }
  }
}
