package dev.rollcall.postgresql.report;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Connections that see the database as it was at one moment. Closed by whoever opened them. */
public interface SameMoment {

  Connection first();

  /** Another one, opened when it is asked for; null if the server has none to give. */
  @Nullable Connection second() throws SQLException;
}
