package dev.rollcall.proof;

import dev.rollcall.fuzz.Broken;
import dev.rollcall.fuzz.FuzzBytes;
import dev.rollcall.fuzz.FuzzFolder;
import dev.rollcall.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A ledger of which somebody has written into one to three columns of any table, of which none must
 * have a value any more: every command ends with a code that is documented, and soon. The bytes
 * choose the columns, the rows, the values and the commands.
 */
public final class LedgerFuzz {

  private static final long LONGEST_MILLIS = 10_000;
  private static final Pattern CODE = Pattern.compile("\\[([A-Z_]{4,})]");
  private static final Set<String> CODES =
      Arrays.stream(ProblemCode.values())
          .filter(code -> code != ProblemCode.INTERNAL)
          .map(Enum::name)
          .collect(Collectors.toSet());

  /** As SQL; an empty one stands for a text out of the bytes. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "''",
          "0",
          "-1",
          "1",
          "2",
          "3",
          "5",
          "9007199254740992",
          "9223372036854775806",
          "9223372036854775807",
          "-9223372036854775807 - 1",
          "1.5",
          "1e300",
          "x'00'",
          "'a' || char(0) || char(27)",
          "'IMPORT'",
          "'RETRY'",
          "'UNDO'",
          "'MANUAL'",
          "'STARTED'",
          "'REFUSED'",
          "'COMPLETED'",
          "'FILE'",
          "'ann'",
          "'users'",
          "'../../x.csv'",
          "zeroblob(100000)",
          "");

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("runs", "list"),
          List.of("runs", "list", "--json"),
          List.of("runs", "show", "1"),
          List.of("runs", "show", "5", "--json"),
          List.of("runs", "show", "last", "--html", "page.html"),
          List.of("runs", "undo", "1", "--plan"),
          List.of("runs", "undo", "4"),
          List.of("runs", "undo", "5", "--force"),
          List.of("users", "show", "ann"),
          List.of("users", "show", "ann", "--json"),
          List.of("users", "set-level", "ann", "7"),
          List.of("users", "add", "eve"),
          List.of("report", "runs"),
          List.of("report", "changes", "--format", "jsonl"),
          List.of("report", "rejects"),
          List.of("plan", "users.csv"),
          List.of("plan", "users.csv", "--again"),
          List.of("import", "users.csv"),
          List.of("import", "users.csv", "--again"),
          List.of("import", "other.csv"),
          List.of("import", "fixed.csv"),
          List.of("retry", "1", "--file", "fixed.csv"),
          List.of("retry", "1"));

  private static final Path FOLDER = FuzzFolder.path("ledger");
  private static final Database WHOLE = make();
  private static final List<String[]> COLUMNS = columns();

  private LedgerFuzz() {}

  private static Database make() {
    Workspace workspace = new Workspace(FOLDER);
    workspace.write("users.csv", "username,level\nann,3\nbob,many\ncid,2\ndan,some\n");
    workspace.write("other.csv", "username,level\nann,4\nfay,1\n");
    workspace.importFile("users.csv");
    String rejects = workspace.read(workspace.namesEndingIn(".run-1.rejects.csv").get(0));
    workspace.write("fixed.csv", rejects.replace("many", "5"));
    workspace.run("users", "set-level", "ann", "+1");
    workspace.run("retry", "1", "--file", FOLDER.resolve("fixed.csv").toString());
    workspace.run("runs", "undo", "2");
    workspace.run("runs", "undo", "4");
    workspace.database().letAllBeMissing();
    return workspace.database().copy(FOLDER.resolve("whole.db"));
  }

  private static List<String[]> columns() {
    return WHOLE
        .rows(
            "select m.name || '.' || c.name from sqlite_master m, pragma_table_info(m.name) c"
                + " where m.type = 'table' and m.name like 'rollcall%' order by 1")
        .stream()
        .map(name -> name.replace("\"", "").split("\\.", -1))
        .toList();
  }

  /** Called before the first input, so that its time is not that of making the database, too. */
  public static void fuzzerInitialize() {
    if (COLUMNS.isEmpty()) {
      throw Broken.promise("there is no ledger");
    }
  }

  public static void fuzzerTestOneInput(byte[] data) {
    FuzzBytes fuzz = new FuzzBytes(data);
    Workspace workspace = new Workspace(FOLDER);
    WHOLE.copy(workspace.database().path());
    StringBuilder tampered = new StringBuilder();
    for (int changes = 1 + fuzz.choice(3); changes > 0; changes--) {
      tampered.append(tamper(workspace.database(), fuzz)).append("; ");
    }
    for (int commands = 1 + fuzz.choice(2); commands > 0; commands--) {
      run(workspace, COMMANDS.get(fuzz.choice(COMMANDS.size())), tampered.toString());
    }
  }

  private static String tamper(Database database, FuzzBytes fuzz) {
    String[] column = COLUMNS.get(fuzz.choice(COLUMNS.size()));
    int row = fuzz.choice(6);
    String value = VALUES.get(fuzz.choice(VALUES.size()));
    String text = value.isEmpty() ? new String(fuzz.take(8), StandardCharsets.UTF_8) : "";
    String table = '"' + column[0] + '"';
    String rows = row == 5 ? "" : " order by 1 limit 1 offset " + row;
    String key = column[0].equals("rollcall_pace") ? "(run_id, at_millis)" : "rowid";
    String keys = key.replace("(", "").replace(")", "");
    String sql =
        "update or ignore "
            + table
            + " set \""
            + column[1]
            + "\" = "
            + (value.isEmpty() ? "?" : value)
            + (" where " + key + " in (select " + keys + " from " + table + rows + ")");
    try (Connection connection = database.open();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      if (value.isEmpty()) {
        statement.setString(1, text);
      }
      statement.executeUpdate();
    } catch (SQLException refused) {
      // The table has a rule against it.
      return "";
    }
    return sql + " " + text;
  }

  private static void run(Workspace workspace, List<String> command, String tampered) {
    String[] words =
        command.stream()
            .map(word -> word.contains(".") ? workspace.path(word).toString() : word)
            .toArray(String[]::new);
    long begun = System.nanoTime();
    Ended ended = workspace.run(words);
    long millis = (System.nanoTime() - begun) / 1_000_000;
    String what = String.join(" ", command) + " after " + tampered;
    if (ended.exitCode() < 0 || ended.exitCode() > 4) {
      throw Broken.promise("exit code " + ended.exitCode() + " of " + what);
    }
    if (millis > LONGEST_MILLIS) {
      throw Broken.promise(millis + " ms for " + what);
    }
    boolean failed = ended.exitCode() != 0 && ended.exitCode() != 3;
    boolean said = false;
    for (Matcher code = CODE.matcher(ended.err()); code.find(); said = true) {
      if (!CODES.contains(code.group(1))) {
        throw Broken.promise(code.group() + " of " + what + ": " + ended.err());
      }
    }
    if (failed && !said) {
      throw Broken.promise("exit code " + ended.exitCode() + ", no code: " + what + ended.said());
    }
  }
}
