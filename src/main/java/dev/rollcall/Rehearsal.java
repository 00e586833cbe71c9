package dev.rollcall;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.files.OwnFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Does in one process what people do most, on made-up users, so that Java can note which classes a
 * start needs, and what a large import does. All that are noted are loaded at every start, so what
 * is seldom done is left out. The launcher has it done once for each Java and each version of the
 * program.
 */
public final class Rehearsal {

  /** Each thing that can become of a row, and one that is refused. */
  private static final String USERS =
      """
      username,email,level,action,reason
      ada,ada@example.com,3,,
      bob,,,create,new
      ada,ada@example.org,+2,update,promoted
      cyd,cyd@example.net,many,,
      bob,\\N,,delete,left
      """;

  private static final String JOB =
      """
      import:
        name: rehearsal
        from: users.csv
        columns: { username: username, email: email, level: level }
      levels: { min: 0, max: 100 }
      rejects: { limit: 5 }
      """;

  /** A port of this machine on which nobody answers. */
  private static final String NO_SERVER = "postgresql://nobody@127.0.0.1:1/none";

  static final String FEW_USERS = "users.csv";
  static final String MANY_USERS = "many.csv";

  /** To rehearse imports into a file. */
  static final String FILE = "file";

  /** To rehearse these, and one into a server. */
  static final String SERVER = "server";

  /** To rehearse reports and whatever else only looks, at a file or a server. */
  static final String REPORT = "report";

  /** A database with users, for reports. */
  static final String READ_DATABASE = "read.db";

  /** The names of classes, a line each. */
  static final String SERVER_CLASSES = "server-classes";

  /** A database whose users have two columns more. */
  static final String EXTRA_DATABASE = "extra.db";

  private static final String EXTRA_JOB =
      """
      import:
        name: extra
        columns: { username: username }
        extra: { note: email, points: level }
        from:\s""";

  private Rehearsal() {}

  /**
   * Rehearses, in the process's own folder.
   *
   * @param args what: {@code file}, {@code server} or {@code report}
   * @throws IllegalStateException if a command ends with an error
   */
  public static void main(String[] args) throws IOException {
    write("job.yaml", JOB);
    write("more.csv", "username,level\neve,1\nada,+1\n");
    expect(0, "check", "job.yaml");
    if (args[0].equals(REPORT)) {
      look();
    } else {
      importUsers();
    }
    if (args[0].equals(SERVER)) {
      askServer();
    }
  }

  /** A file with a few users, of which one is refused. */
  static void writeUsers() throws IOException {
    write(FEW_USERS, USERS);
  }

  private static void look() throws IOException {
    expect(0, "--help");
    expect(0, "report", "users", "--db", READ_DATABASE, "--format", "csv", "--out", "report.csv");
    expect(0, "report", "levels", "--db", READ_DATABASE);
    expect(0, "users", "list", "--db", READ_DATABASE, "--limit", "1");
    expect(0, "guess", "more.csv");
    expect(0, "generate", "10");
    expect(0, "complete", "--", "runs", "show", "--db", READ_DATABASE, "");
    expect(2, "report", "--wrong");
    expect(1, "report", "users", "--db", NO_SERVER);
    loadServerClasses();
  }

  private static void importUsers() throws IOException {
    expect(3, "run", "job.yaml", "--db", "users.db");
    expect(0, "import", "more.csv", "--db", "users.db", "--summary", "summary.json");
    expect(0, "import", "more.csv", "--db", "users.db");
    expect(0, "report", "users", "--db", "users.db", "--format", "csv", "--out", "report.csv");
    expect(0, "report", "levels", "--db", "users.db");
    expect(0, "runs", "list", "--db", "users.db");
    expect(0, "runs", "show", "1", "--json", "--db", "users.db");
    expect(0, "users", "set-level", "ada", "+1", "--db", "users.db");
    expect(2, "import", "--wrong");
    if (Files.exists(Path.of(MANY_USERS))) {
      importMany();
    }
  }

  /** New users, changed ones, some of many changed, and none of them; and with more columns. */
  private static void importMany() throws IOException {
    String changes = MANY_USERS.replace(".", "_changes.");
    write("extra.yaml", EXTRA_JOB + MANY_USERS);
    write("extra_changes.yaml", EXTRA_JOB + changes);
    expect(0, "run", "extra.yaml", "--db", EXTRA_DATABASE);
    expect(0, "run", "extra_changes.yaml", "--db", EXTRA_DATABASE);
    expect(0, "import", MANY_USERS, "--db", "many.db");
    expect(0, "import", changes, "--db", "many.db");
    expect(0, "import", MANY_USERS, "--db", "many.db", "--again");
    expect(0, "import", MANY_USERS, "--db", "many.db", "--again");
  }

  /**
   * The driver, the entities in a server's words, and the migrations, for which a server has no
   * template.
   */
  private static void askServer() throws IOException {
    Supplies.makeTemplate(Path.of("migrated.db"));
    expect(1, "import", "more.csv", "--db", NO_SERVER);
    loadServerClasses();
  }

  private static void loadServerClasses() throws IOException {
    ClassLoader loader = Rehearsal.class.getClassLoader();
    for (String name : Files.readString(Path.of(SERVER_CLASSES)).lines().toList()) {
      try {
        Class.forName(name, false, loader);
      } catch (ClassNotFoundException | LinkageError e) {
        // It is for what the driver could also do, with libraries that are not there.
        continue;
      }
    }
  }

  static void write(String name, String text) throws IOException {
    OwnFile.write(Path.of(name), text.getBytes(UTF_8));
  }

  static void expect(int code, String... command) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, UTF_8);
    int actual = Main.run(command, InputStream.nullInputStream(), stream, stream);
    if (actual != code) {
      throw new IllegalStateException(
          List.of(command) + " ended with " + actual + ": " + said.toString(UTF_8));
    }
  }
}
