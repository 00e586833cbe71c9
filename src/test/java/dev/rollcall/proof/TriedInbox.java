package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A job that takes files out of the folder {@code in} of a workspace, and what becomes of them. */
final class TriedInbox {

  private final Workspace workspace;

  TriedInbox(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * Writes the job.
   *
   * @param more lines of its file
   */
  void job(String ready, String... more) {
    String text =
        "import:\n  name: hr\n  inbox: { folder: '%s', match: 'users-*.csv', ready: %s }\n"
            .formatted(workspace.path("in"), ready);
    workspace.write("hr.yaml", text + String.join("\n", more) + "\n");
  }

  Ended run(String... flags) {
    return workspace.runJob("hr.yaml", flags);
  }

  /** All files below a folder, with ids of deliveries as ID. */
  List<String> tree(String name) {
    Path root = workspace.path(name);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> root.relativize(file).toString())
          .map(file -> file.replaceAll("[0-9]{8}T[0-9]{9}Z-[0-9a-f]{4}", "ID"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one file of this name in a folder of deliveries. */
  Path one(String in, String name) {
    try (Stream<Path> files = Files.walk(workspace.path(in))) {
      List<Path> found = files.filter(file -> file.endsWith(name)).toList();
      assertThat(found).as(name).hasSize(1);
      return found.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String readOne(String in, String name, String beside) {
    try {
      return Files.readString(one(in, name).resolveSibling(beside));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void assertEnds(Ended ended, int exitCode) {
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(exitCode);
  }
}
