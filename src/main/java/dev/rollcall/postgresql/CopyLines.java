package dev.rollcall.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.database.CopiedTable;
import dev.rollcall.database.CopyTarget;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.problem.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into any table of ours, as the text form of COPY has them. */
final class CopyLines implements CopyTarget.Filling {

  private static final int SENT_AT_ONCE = 1 << 16;

  private final CopyIn copy;
  private final Function<SQLException, Failure> explain;
  private final StringBuilder lines = new StringBuilder();

  /**
   * @param explain says what an error of the database means
   */
  CopyLines(Connection connection, CopiedTable table, Function<SQLException, Failure> explain)
      throws SQLException {
    this.explain = explain;
    this.copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy "
                    + table.name()
                    + " ("
                    + String.join(", ", table.columns().stream().map(UserSql::quoted).toList())
                    + ") from stdin");
  }

  @Override
  public void take(@Nullable Object[] row) {
    for (int i = 0; i < row.length; i++) {
      if (i > 0) {
        lines.append('\t');
      }
      Object value = row[i];
      if (value == null) {
        lines.append("\\N");
      } else {
        escape(value.toString());
      }
    }
    lines.append('\n');
    if (lines.length() > SENT_AT_ONCE) {
      send();
    }
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '\\' -> lines.append("\\\\");
        case '\t' -> lines.append("\\t");
        case '\n' -> lines.append("\\n");
        case '\r' -> lines.append("\\r");
        default -> lines.append(each);
      }
    }
  }

  private void send() {
    byte[] bytes = lines.toString().getBytes(UTF_8);
    lines.setLength(0);
    try {
      copy.writeToCopy(bytes, 0, bytes.length);
    } catch (SQLException e) {
      throw explain.apply(e);
    }
  }

  @Override
  public void end() {
    send();
    try {
      copy.endCopy();
    } catch (SQLException e) {
      throw explain.apply(e);
    }
  }

  @Override
  public void close() {
    try {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    } catch (SQLException e) {
      throw explain.apply(e);
    }
  }
}
