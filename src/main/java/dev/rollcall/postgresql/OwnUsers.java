package dev.rollcall.postgresql;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.user.UserColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes sure that the users table is as a migration made it, in what matters to a run. Rules that
 * somebody has added since could refuse rows, or change users behind an import's back: they are
 * found, and refused by name.
 */
final class OwnUsers {

  private static final String OF_USERS = "'users'::regclass";

  private static final String RULES =
      "select 'the trigger ' || tgname from pg_trigger where tgrelid = "
          + OF_USERS
          + " and not tgisinternal"
          + " union all select 'the rule ' || rulename from pg_rules"
          + " where schemaname = current_schema() and tablename = 'users'"
          + " union all select case contype when 'c' then 'the check ' when 'f' then 'the foreign key '"
          + " else 'the constraint ' end || conname from pg_constraint where conrelid = "
          + OF_USERS
          + " and contype in ('c', 'f', 'x', 't')"
          + " union all select 'the foreign key ' || conname || ' of ' || conrelid::regclass"
          + " from pg_constraint where contype = 'f' and confrelid = "
          + OF_USERS
          + " union all select 'the unique index ' || indexrelid::regclass from pg_index"
          + " where indisunique and not indisprimary and indrelid = "
          + OF_USERS
          + " and indexrelid <> coalesce(to_regclass('users_username'), 0)"
          + " union all select 'row security' from pg_class where oid = "
          + OF_USERS
          + " and relrowsecurity"
          + " union all select 'the generated column ' || attname from pg_attribute"
          + " where attrelid = "
          + OF_USERS
          + " and attgenerated <> '' and not attisdropped"
          + " union all select 'the column ' || attname || ' without a default'"
          + " from pg_attribute where attrelid = "
          + OF_USERS
          + " and attnum > 0 and not attisdropped and attnotnull and not atthasdef"
          + " and attidentity = '' and attname not in ("
          + UserSql.KNOWN
          + ") union all select 'no unique index on ' || column_name"
          + " from unnest(array['id', 'username']) as columns (column_name) where not exists"
          + " (select 1 from pg_index i join pg_attribute a on a.attrelid = i.indrelid"
          + " and a.attnum = i.indkey[0] where i.indrelid = "
          + OF_USERS
          + " and i.indisunique and i.indisvalid and i.indimmediate and i.indnkeyatts = 1"
          + " and i.indpred is null and a.attname = column_name)"
          + " union all select 'no sequence for the column id'"
          + " where pg_get_serial_sequence('users', 'id') is null order by 1";

  /**
   * Name, type, whether a text must be there, and whether texts are the same only if their bytes
   * are.
   */
  private static final String COLUMNS =
      "select a.attname || ' ' || t.typname"
          + " || case when a.atttypmod > 4 then '(' || a.atttypmod - 4 || ')' else '' end"
          + " || case when a.attnotnull and t.typname = 'varchar' and a.attname <> 'username'"
          + " then ' not null' else '' end || case when coalesce(c.collisdeterministic, true)"
          + " then '' else ' nondeterministic' end"
          + " from pg_attribute a join pg_type t on t.oid = a.atttypid"
          + " left join pg_collation c on c.oid = a.attcollation where a.attrelid = "
          + OF_USERS
          + " and a.attnum > 0 and not a.attisdropped and a.attname in ("
          + UserSql.KNOWN
          + ") order by 1";

  private static final List<String> EXPECTED = expected();

  private OwnUsers() {}

  private static List<String> expected() {
    List<String> columns = new ArrayList<>(List.of("id int8", "username varchar(50)"));
    for (UserColumn column : UserColumn.OWN) {
      columns.add(column.word() + (column.isText() ? " varchar(100)" : " int8"));
    }
    return columns.stream().sorted().toList();
  }

  /** What is in the way of a run; quick enough for every start. */
  static List<Problem> inTheWay(Connection connection, String database) throws SQLException {
    List<Problem> problems = new ArrayList<>();
    for (String rule : Sql.texts(connection, RULES)) {
      problems.add(
          problem(
              database,
              "its users have " + rule + ", and rollcall can't work with that on PostgreSQL yet",
              "undo that, or keep the users of rollcall in a schema of their own"));
    }
    List<String> columns = Sql.texts(connection, COLUMNS);
    if (!columns.equals(EXPECTED)) {
      problems.add(
          problem(
              database,
              "the columns of its users are "
                  + String.join(", ", columns)
                  + ", and not "
                  + String.join(", ", EXPECTED),
              "put back what was changed"));
    }
    return problems;
  }

  private static Problem problem(String database, String what, String advice) {
    return new Problem(ProblemCode.SCHEMA_INVALID, Place.of(database), what, advice);
  }
}
