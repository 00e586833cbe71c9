package dev.rollcall.postgresql;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.database.sql.UsersInTheWay;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** What a users table must have to be worked with, whoever made it. */
final class AdoptedUsers {

  private static final String OF_USERS = "'users'::regclass";

  /** A domain is judged by what it is made of. */
  private static final String COLUMNS =
      "select a.attname, case when t.typtype = 'd' then b.typname else t.typname end,"
          + " coalesce(c.collisdeterministic, true), a.attgenerated <> '',"
          + " a.atthasdef and a.attgenerated = '' from pg_attribute a"
          + " join pg_type t on t.oid = a.atttypid left join pg_type b on b.oid = t.typbasetype"
          + " left join pg_collation c on c.oid = a.attcollation where a.attrelid = "
          + OF_USERS
          + " and a.attnum > 0 and not a.attisdropped and a.attname in ("
          + UserSql.KNOWN
          + ")";

  /** What would make something else of statements, or hide users from them. */
  private static final String HIDING =
      "select case relkind when 'r' then '' else 'they are no plain table' end from pg_class"
          + " where oid = "
          + OF_USERS
          + " union all select 'the rule ' || rulename || ' makes something else of what is written'"
          + " from pg_rules where schemaname = current_schema() and tablename = 'users'"
          + " union all select 'row security hides some from this user' where row_security_active("
          + OF_USERS
          + ") union all select 'the table ' || inhrelid::regclass || ' inherits from them'"
          + " from pg_inherits where inhparent = "
          + OF_USERS;

  /** Keys of users by which a user goes, or gets another name, when another one goes. */
  private static final String HARMFUL_KEYS =
      "with recursive gone (relation) as (select "
          + OF_USERS
          + "::oid union select k.conrelid from gone join pg_constraint k"
          + " on k.confrelid = gone.relation where k.contype = 'f' and k.confdeltype = 'c')"
          + " select distinct a.attname from gone join pg_constraint k on k.confrelid = gone.relation"
          + " join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)"
          + " where k.contype = 'f' and k.conrelid = "
          + OF_USERS
          + " and (k.confdeltype = 'c' or a.attname in ("
          + UserSql.KNOWN
          + ") and (k.confdeltype not in ('a', 'r') or k.confupdtype not in ('a', 'r')))"
          + " order by 1";

  private static final String WITHOUT_VALUE =
      "select attname from pg_attribute where attrelid = "
          + OF_USERS
          + " and attnum > 0 and not attisdropped and attnotnull and not atthasdef"
          + " and attidentity = '' and attname not in ("
          + UserSql.KNOWN
          + ") order by attnum";

  private static final Set<String> TEXTS = Set.of("text", "varchar");
  private static final Set<String> NUMBERS = Set.of("int2", "int4", "int8");

  private final Connection connection;
  private final UsersInTheWay found;

  private AdoptedUsers(Connection connection, Place database) {
    this.connection = connection;
    this.found = new UsersInTheWay(database);
  }

  private record Column(
      String name, String type, boolean exact, boolean generated, boolean hasDefault) {}

  /** Everything that is in the way of adopting them: their table, and the users in it. */
  static List<Problem> inTheWay(Connection connection, Place database) throws SQLException {
    AdoptedUsers users = new AdoptedUsers(connection, database);
    if (users.checkTable()) {
      users.found.checkUsernames(connection);
      users.found.checkNames(connection, "username is not null");
    }
    return users.found.problems();
  }

  /**
   * What is wrong with the table, also if its owner has changed it since. Quick enough for every
   * start.
   */
  static List<Problem> ofTable(Connection connection, Place database) throws SQLException {
    AdoptedUsers users = new AdoptedUsers(connection, database);
    if (users.checkTable() && !UserRules.isUnique(connection, "username")) {
      users.found.add(
          "nothing keeps usernames unique any more",
          "create unique index users_username on users (username)");
    }
    return users.found.problems();
  }

  /** What does no harm, but is not what somebody would expect. */
  static List<String> warnings(Connection connection) throws SQLException {
    return Sql.texts(connection, WITHOUT_VALUE).stream().map(UsersInTheWay::warning).toList();
  }

  /** Whether it has the columns. */
  private boolean checkTable() throws SQLException {
    for (String hiding : Sql.texts(connection, HIDING)) {
      if (!hiding.isEmpty()) {
        found.add(
            "its users can't be worked with: " + hiding,
            "undo that, or connect as a user for whom it does not hold");
      }
    }
    List<Column> columns = columns();
    if (!found.hasAllColumns(columns.stream().map(Column::name).toList())) {
      return false;
    }
    for (Column column : columns) {
      if (column.name.equals("id")) {
        checkKey(column);
      } else if (column.generated) {
        found.add(
            "the column " + column.name + " of its users is generated, so nobody can set it",
            "make it a column of its own: alter table users alter "
                + column.name
                + " drop expression");
      } else if (column.name.equals("level")) {
        checkNumber(column);
      } else {
        checkText(column, column.name.equals("username") ? "varchar(50)" : "varchar(100)");
      }
    }
    UserTriggers.harmful(connection).forEach(found::addTrigger);
    Sql.texts(connection, HARMFUL_KEYS).forEach(found::addForeignKey);
    return true;
  }

  private List<Column> columns() throws SQLException {
    return Sql.list(
        connection,
        COLUMNS,
        row ->
            new Column(
                row.getString(1),
                String.valueOf(row.getString(2)),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getBoolean(5)));
  }

  private void checkKey(Column id) throws SQLException {
    boolean whole = id.type.equals("int4") || id.type.equals("int8");
    if (!whole || id.generated || !UserRules.isUnique(connection, "id")) {
      found.add(
          "the primary key of its users is not an integer id",
          "a users table needs: id integer primary key");
    } else if (id.hasDefault && UsersLayout.of(connection).sequence() == null) {
      found.add(
          "the id of its users comes from something else than a sequence",
          "give it one: alter table users alter id drop default,"
              + " alter id add generated by default as identity");
    }
  }

  private void checkText(Column column, String remedy) {
    String type = column.type;
    if (!TEXTS.contains(type)) {
      found.add(
          "the column "
              + column.name
              + " of its users has the type "
              + (type.equals("bpchar") ? "char" : type)
              + ", which does not keep "
              + (type.equals("citext") ? "upper and lower case apart" : "texts as they are"),
          "make it a text: alter table users alter " + column.name + " type " + remedy);
    } else if (!column.exact) {
      found.add(
          "the column "
              + column.name
              + " of its users has a collation by which different texts are the same",
          "give it another: alter table users alter "
              + column.name
              + " type "
              + remedy
              + " collate \"C\"");
    }
  }

  private void checkNumber(Column column) {
    if (!NUMBERS.contains(column.type)) {
      found.add(
          "the column "
              + column.name
              + " of its users has the type "
              + column.type
              + ", which does not keep levels",
          "make it a whole number: alter table users alter " + column.name + " type integer");
    }
  }
}
