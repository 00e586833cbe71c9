package dev.rollcall.laboratory;

import dev.rollcall.model.DatabaseRule;
import dev.rollcall.model.ModelExtras;
import dev.rollcall.model.ModelUser;
import dev.rollcall.proof.CaseDatabase;
import dev.rollcall.proof.Database;
import dev.rollcall.sqlite.OlderSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What stands there before the first step. */
enum Beginning {
  /** No database. */
  NOTHING,
  /** One that this version of the program has made. */
  CURRENT,
  /** One that an older version has made: the first run that opens it migrates it. */
  OLDER,
  /** One that another program has made, which has to be adopted first. */
  FOREIGN,
  /** The same with rules of its own, for which rows are applied in the order of the file. */
  FOREIGN_WITH_RULES;

  private static final String FOREIGN_USERS =
      "create table users (id integer not null primary key, username varchar(50) not null unique,"
          + " email varchar(100), level integer not null)";

  private static final String REFUSE =
      " when new.level = 13 begin select raise(abort, 'no level 13'); end";

  /** No two users with one address, and nobody at level 13. */
  private static final DatabaseRule RULE =
      (others, before, after) ->
          after != null
              && (after.effectiveLevel() == 13
                  || after.email() != null
                      && others.stream().anyMatch(user -> after.email().equals(user.email())));

  DatabaseRule rule() {
    return hasRules() ? RULE : DatabaseRule.NONE;
  }

  boolean hasRules() {
    return this == FOREIGN_WITH_RULES;
  }

  boolean isForeign() {
    return this == FOREIGN || this == FOREIGN_WITH_RULES;
  }

  /** Of the users of a case, those that can stand there. */
  List<ModelUser> fitting(List<ModelUser> users) {
    List<ModelUser> fitting = new ArrayList<>();
    for (ModelUser user : users) {
      if (this != NOTHING && !rule().refuses(fitting, null, user)) {
        fitting.add(user);
      }
    }
    return fitting;
  }

  /**
   * Makes the database.
   *
   * @param empty one of the program without users
   * @param extras the columns that users have beside those of every user
   * @param seed decides how much older an older one is
   */
  void make(Path empty, Database database, List<ModelUser> users, ModelExtras extras, long seed)
      throws IOException {
    switch (this) {
      case NOTHING -> {
        return;
      }
      case CURRENT -> Files.copy(empty, database.path());
      case OLDER -> OlderSchema.make(database.path(), seed);
      case FOREIGN -> database.execute(FOREIGN_USERS);
      case FOREIGN_WITH_RULES ->
          database.execute(
              FOREIGN_USERS,
              "create unique index one_mailbox on users (email)",
              "create trigger thirteen before insert on users" + REFUSE,
              "create trigger thirteen_too before update on users" + REFUSE);
    }
    CaseDatabase made = new CaseDatabase(database, extras);
    made.addColumns();
    made.put(users);
  }
}
