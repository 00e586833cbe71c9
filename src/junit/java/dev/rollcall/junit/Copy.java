package dev.rollcall.junit;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** The database of one test. */
interface Copy {

  /** As JDBC takes it. */
  String url();

  /** Null on a server. */
  Path file();

  void delete() throws IOException, SQLException;
}
