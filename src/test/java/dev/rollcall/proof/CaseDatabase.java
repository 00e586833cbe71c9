package dev.rollcall.proof;

import dev.rollcall.model.ModelColumn;
import dev.rollcall.model.ModelExtras;
import dev.rollcall.model.ModelUser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The database of a case: its columns, and who is in it. */
public final class CaseDatabase {

  private final Database database;
  private final ModelExtras extras;

  public CaseDatabase(Database database, ModelExtras extras) {
    this.database = database;
    this.extras = extras;
  }

  /** Gives the users their columns. */
  public void addColumns() {
    extras
        .all()
        .forEach(
            column ->
                database.execute(
                    "alter table users add column " + column.quoted() + " " + column.definition()));
  }

  /** Has the ledger know of them. */
  public void know() {
    extras
        .all()
        .forEach(
            column ->
                database.execute(
                    "insert into rollcall_columns (name, secret) values ('%s', %s)"
                        .formatted(column.name(), column.secret())));
  }

  /** Puts users there. */
  public void put(Collection<ModelUser> users) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ModelUser user : users) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(user.username());
      row.add(user.email());
      row.add(user.level());
      extras.all().forEach(column -> row.add(user.stored().extras().get(column.name())));
      rows.add(row);
    }
    database.executeMany(
        "insert into users (username, email, level"
            + ModelExtras.behind(extras.all())
            + ") values (?, ?, ?"
            + ", ?".repeat(extras.all().size())
            + ")",
        rows);
  }

  /** Users as the database has them, with what is secret, by name. */
  List<String> users() {
    return database.rows(
        "select username, email, coalesce(level, 1)"
            + ModelExtras.behind(extras.all())
            + " from users order by username");
  }

  /** The same of a user of the model. */
  String row(ModelUser user) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(user.username());
    cells.add(user.email());
    cells.add(user.effectiveLevel());
    for (ModelColumn column : extras.all()) {
      cells.add(user.stored().extras().get(column.name()));
    }
    return Database.row(cells.toArray());
  }

  /** All of the users that an undo puts back, by their ids. */
  List<String> everything() {
    return database.rows(
        "select id, username, email, level"
            + ModelExtras.behind(extras.readable())
            + " from users order by id");
  }
}
