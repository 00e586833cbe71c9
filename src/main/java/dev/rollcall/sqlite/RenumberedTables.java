package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Visible;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Another program's tables whose rows a vacuum may number anew: those without an integer key of
 * their own. Something else of that program may know the rows by these numbers, as a full-text
 * index does.
 */
final class RenumberedTables {

  private static final int MOST = 3;

  /** Where the key is the number of the row, it needs no index. */
  private static final String TABLES =
      "select name from pragma_table_list as tables where schema = 'main'"
          + " and lower(name) not in ('users', 'flyway_schema_history')"
          + " and name not like 'rollcall\\_%' escape '\\'"
          + " and name not like 'batch\\_%' escape '\\'"
          + " and name not like 'sqlite\\_%' escape '\\'"
          + " and (type = 'virtual' or type = 'table' and not wr and ("
          + "not exists (select 1 from pragma_table_info(tables.name, 'main') where pk > 0)"
          + " or exists (select 1 from pragma_index_list(tables.name, 'main')"
          + " where origin = 'pk')))"
          + " order by name limit "
          + (MOST + 1);

  private RenumberedTables() {}

  /**
   * Makes sure that there are none.
   *
   * @throws Failure {@code VACUUM_RENUMBERS} with the first of them
   */
  static void refuse(SqliteDatabase database) {
    List<String> tables = database.ask(connection -> Sql.texts(connection, TABLES));
    if (!tables.isEmpty()) {
      String first =
          tables.stream().limit(MOST).map(Visible::quoted).collect(Collectors.joining(", "));
      throw Failure.at(
          ProblemCode.VACUUM_RENUMBERS,
          Place.of(database.file().name()),
          "a vacuum could number the rows of another program's tables anew: "
              + first
              + (tables.size() > MOST ? ", …" : ""),
          "leave out --vacuum: the next runs use the space");
    }
  }
}
