package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.database.Foresight;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.UserTable;
import dev.rollcall.database.UsersAhead;
import dev.rollcall.database.Writer;
import org.jspecify.annotations.Nullable;

/**
 * The database as one who writes a part of a run needs it; connections are given with each call.
 *
 * @param ahead null if nobody can be looked up while a transaction is under way
 */
record PartDatabase(
    UserTable users, Ledger ledger, Foresight foresight, @Nullable UsersAhead ahead) {

  /** For one who works on the connection of the entities, which has the run lock. */
  static PartDatabase of(UserDatabase database) {
    return new PartDatabase(
        database.users(), database.ledger(), database.foresight().get(), database.ahead());
  }

  /** For one who writes beside others. */
  static PartDatabase of(Writer writer) {
    return new PartDatabase(writer.users(), writer.ledger(), writer.foresight(), null);
  }
}
