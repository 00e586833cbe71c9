package dev.rollcall.sqlite;

import dev.rollcall.files.OwnFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/** SQLite itself, in machine code, a part of the driver. */
public final class SqliteLibrary {

  private SqliteLibrary() {}

  /** Puts it into a folder, from which it is loaded faster than out of the driver. */
  public static void unpackInto(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in != null) {
        OwnFile.write(folder.resolve(name), in.readAllBytes());
      }
    }
  }
}
