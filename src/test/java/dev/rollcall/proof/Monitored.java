package dev.rollcall.proof;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A workspace with users to import, and a monitor that hears of it. */
final class Monitored {

  static final String USERS =
      "username,email,level\nann,ann@example.com,2\nbob,bob@example.org,3\n";

  private final Monitor monitor = new Monitor();
  private final Workspace workspace;

  Monitored(Path folder) {
    workspace = new Workspace(folder);
    workspace.write("users.csv", USERS);
    workspace.write("wrong.csv", "username,level\nann,x\ncyd,1\n");
  }

  Monitor monitor() {
    return monitor;
  }

  Workspace workspace() {
    return workspace;
  }

  String job(String from, String check) {
    return "import: { from: %s }\nping: %s\n".formatted(workspace.path(from), monitor.url(check));
  }

  /** The words of a command, those that name files with their folder. */
  String[] words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      boolean file = word.matches("[\\w/]+\\.(csv|yaml|json)");
      words.add(file ? workspace.path(word).toString() : word);
    }
    return words.toArray(String[]::new);
  }
}
