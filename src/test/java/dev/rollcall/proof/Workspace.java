package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A folder for one test: its files, its database, and the program run on them. */
final class Workspace {

  private static final byte[] NOTHING = {};

  private final Path folder;
  private final Database database;
  private int commands;

  /** With a database file. */
  Workspace(Path folder) {
    this(folder, new Database(folder.resolve("users.db")));
  }

  Workspace(Path folder, Database database) {
    this.folder = folder;
    this.database = database;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** The page of a run, written now. */
  Path pageOf(int run) {
    Path page = path("run-" + run + ".html");
    Ended shown = run("runs", "show", Integer.toString(run), "--html", page.toString());
    assertThat(shown.exitCode()).as(shown.said()).isZero();
    assertThat(page).isRegularFile();
    return page;
  }

  /** The name of a file that the program puts beside the database, or would if it were a file. */
  String beside(String ending) {
    String address = database.address();
    return address.substring(address.lastIndexOf('/') + 1) + ending;
  }

  Path write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Path write(String name, byte[] bytes) {
    try {
      Path file = path(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Database database() {
    return database;
  }

  /** Imports one file, into the database unless flags say otherwise, in this process. */
  Ended importFile(String file, String... flags) {
    return command("import", path(file).toString(), NOTHING, flags);
  }

  /** Plans what a path or glob leads to. */
  Ended planFile(String file, String... flags) {
    return command("plan", path(file).toString(), NOTHING, flags);
  }

  /** Runs a job file in this process; the paths in it must be whole. */
  Ended runJob(String file, String... flags) {
    return command("run", path(file).toString(), NOTHING, flags);
  }

  /** Plans a job file; the paths in it must be whole. */
  Ended runPlan(String file, String... flags) {
    return command("plan", path(file).toString(), NOTHING, flags);
  }

  /** Imports standard input into the database, in this process. */
  Ended importInput(byte[] input, String... flags) {
    return command("import", "-", input, flags);
  }

  /** The same without importing it. */
  Ended planInput(byte[] input, String... flags) {
    return command("plan", "-", input, flags);
  }

  private Ended command(String command, String argument, byte[] input, String... flags) {
    Path summary = path("summary-" + ++commands + ".json");
    List<String> arguments = new ArrayList<>(List.of(command, argument));
    arguments.addAll(Arrays.asList(flags));
    if (!arguments.contains("--summary")) {
      arguments.addAll(List.of("--summary", summary.toString()));
    }
    if (!arguments.contains("--db")) {
      arguments.addAll(List.of("--db", database.address()));
    }
    return inFolder(() -> RollcallProgram.run(summary, input, arguments));
  }

  /** Any other command, on the database, in this process. */
  Ended run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--db", database.address()));
    return inFolder(() -> RollcallProgram.run(path("no-summary.json"), new byte[0], all));
  }

  /** As if this folder were where the program runs: there it puts what belongs to no file. */
  private Ended inFolder(Supplier<Ended> work) {
    String before = System.getProperty("user.dir");
    if (!database.isFile()) {
      System.setProperty("user.dir", folder.toAbsolutePath().toString());
    }
    try {
      return work.get();
    } finally {
      System.setProperty("user.dir", before);
    }
  }

  /** Makes up users, in this process. */
  Ended generate(String... arguments) {
    List<String> all = new ArrayList<>(List.of("generate"));
    all.addAll(Arrays.asList(arguments));
    return look(all.toArray(String[]::new));
  }

  /** A command that needs no database, in this process. */
  Ended look(String... arguments) {
    return RollcallProgram.run(path("no-summary.json"), new byte[0], Arrays.asList(arguments));
  }

  /** Starts the program as a process of its own, in this folder. */
  ChildProgram start(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    if (!database.isFile()) {
      all.addAll(List.of("--db", database.address()));
    }
    return ChildProgram.start(folder, ++commands, all);
  }

  /** All names in the folder, sorted. */
  List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files that end so, sorted by name. */
  List<String> namesEndingIn(String ending) {
    return names().stream().filter(name -> name.endsWith(ending)).toList();
  }

  /** What a report prints, which must not fail. */
  public String report(String... arguments) {
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(Arrays.asList(arguments));
    Ended ended = run(all.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return ended.out();
  }
}
