package dev.rollcall.postgresql;

import dev.rollcall.database.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the users table is made, which another program may have made, as far as statements depend on
 * it.
 *
 * @param bytes of each column of whole numbers, by its name
 * @param sequence where ids come from, as SQL; null if whoever adds a user says the id
 * @param collation of usernames, as SQL
 * @param hasTriggers whether a trigger may make something else of what is written
 * @param defers whether anything may be checked at the end of the transaction only
 */
record UsersLayout(
    Map<String, Integer> bytes,
    @Nullable String sequence,
    String collation,
    boolean hasTriggers,
    boolean defers) {

  /** What the default of the id depends on, or belongs to the column. */
  private static final String SEQUENCE =
      "select quote_literal(case when a.attidentity <> ''"
          + " then pg_get_serial_sequence('users', 'id') else (select d.refobjid::regclass::text"
          + " from pg_attrdef ad join pg_depend d on d.classid = 'pg_attrdef'::regclass"
          + " and d.objid = ad.oid and d.refclassid = 'pg_class'::regclass"
          + " join pg_class c on c.oid = d.refobjid and c.relkind = 'S'"
          + " where ad.adrelid = a.attrelid and ad.adnum = a.attnum limit 1) end)"
          + " || '::regclass' from pg_attribute a"
          + " where a.attrelid = 'users'::regclass and a.attname = 'id'";

  private static final String COLUMNS =
      "select a.attname, case when t.typname in ('int2', 'int4', 'int8') then t.typlen end,"
          + " quote_ident(n.nspname) || '.' || quote_ident(c.collname)"
          + " from pg_attribute a join pg_type t on t.oid = a.atttypid"
          + " left join pg_collation c on c.oid = a.attcollation"
          + " left join pg_namespace n on n.oid = c.collnamespace"
          + " where a.attrelid = 'users'::regclass and a.attnum > 0 and not a.attisdropped";

  private static final String TRIGGERS =
      "select exists (select 1 from pg_trigger where tgrelid = 'users'::regclass"
          + " and not tgisinternal and tgenabled <> 'D')";

  private static final String DEFERS =
      "select exists (select 1 from pg_constraint where condeferrable"
          + " and 'users'::regclass in (conrelid, confrelid))";

  /** Asks for it. */
  static UsersLayout of(Connection connection) throws SQLException {
    Map<String, Integer> bytes = new HashMap<>();
    String[] collation = {""};
    Sql.each(
        connection,
        COLUMNS,
        row -> {
          int length = row.getInt(2);
          if (length > 0) {
            bytes.put(row.getString(1), length);
          }
          if (row.getString(1).equals("username") && row.getString(3) != null) {
            collation[0] = " collate " + row.getString(3);
          }
        });
    String sequence = Sql.texts(connection, SEQUENCE).get(0);
    return new UsersLayout(
        Map.copyOf(bytes),
        sequence.isEmpty() ? null : sequence,
        collation[0],
        Sql.holds(connection, TRIGGERS),
        Sql.holds(connection, DEFERS));
  }

  /** As migrations make it. */
  static final UsersLayout OURS =
      new UsersLayout(
          Map.of(),
          "pg_get_serial_sequence('users', 'id')::regclass",
          " collate \"C\"",
          false,
          false);

  /** How many bytes a column of whole numbers has. */
  int bytesOf(String column) {
    return bytes.getOrDefault(column, Long.BYTES);
  }
}
