package dev.rollcall;

import dev.rollcall.sqlite.SqliteLibrary;
import dev.rollcall.sqlite.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Puts into a folder what starts then need not make again: SQLite's library, and an empty database.
 * Also makes users for the rehearsal, and a database for them. The launcher has it done once for
 * each Java and each version of the program, before the {@link Rehearsal}, which then starts as
 * everybody does.
 */
public final class Supplies {

  private Supplies() {}

  /**
   * Makes them.
   *
   * @param args the folder; how many users the rehearsal is to have for a large import or report,
   *     which it finds in the process's own folder, and with 0 it does with a few; and what is to
   *     be rehearsed, as there
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    boolean many = !args[1].equals("0");
    String kind = args[2];
    SqliteLibrary.unpackInto(folder);
    makeTemplate(folder.resolve("template.db"));
    Rehearsal.writeUsers();
    if (many) {
      Rehearsal.expect(0, "generate", args[1], "--changes", "30%", "--out", Rehearsal.MANY_USERS);
    }
    if (kind.equals(Rehearsal.REPORT)) {
      String users = many ? Rehearsal.MANY_USERS : Rehearsal.FEW_USERS;
      Rehearsal.expect(many ? 0 : 3, "import", users, "--db", Rehearsal.READ_DATABASE);
    } else if (many) {
      addColumn("note", "text");
      addColumn("points", "integer");
    }
    if (!kind.equals(Rehearsal.FILE)) {
      Rehearsal.write(Rehearsal.SERVER_CLASSES, String.join("\n", serverClasses()));
    }
  }

  /** What is at work once a server has answered, which none does here. */
  private static List<String> serverClasses() throws IOException {
    List<String> names = new ArrayList<>();
    for (String where :
        List.of(
            "org/postgresql/core/**/",
            "org/postgresql/copy/",
            "org/postgresql/jdbc/",
            "org/postgresql/util/**/",
            "dev/rollcall/postgresql/**/")) {
      // A new one each time: it remembers where it has looked, and then looks at too little.
      PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
      Resource[] classes = resolver.getResources("classpath*:" + where + "*.class");
      if (classes.length == 0) {
        throw new IllegalStateException("there are no classes in " + where);
      }
      for (Resource each : classes) {
        String url = each.getURL().toString();
        String path = url.substring(url.lastIndexOf(where.substring(0, where.indexOf('/') + 1)));
        names.add(path.replace(".class", "").replace('/', '.'));
      }
    }
    return names;
  }

  static void makeTemplate(Path file) {
    Template.make(file);
  }

  private static void addColumn(String name, String type) {
    Rehearsal.expect(0, "schema", "add-column", name, type, "--db", Rehearsal.EXTRA_DATABASE);
  }
}
