package dev.rollcall.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Files that an import reads, and folders, for shells: those in the folder that the word under way
 * names.
 */
final class CsvFiles implements Iterable<String> {

  private static final Set<String> ENDINGS = Set.of("csv", "tsv", "txt", "gz", "zst", "zip");

  /** How many entries of a folder are looked at. */
  private static final int MOST = 10_000;

  private final WordUnderWay word;

  CsvFiles(WordUnderWay word) {
    this.word = word;
  }

  /** Sorted; folders end with a slash. None where the folder can't be read. */
  @Override
  public Iterator<String> iterator() {
    String begun = word.get();
    String folder = begun.substring(0, begun.lastIndexOf(File.separatorChar) + 1);
    boolean hidden = begun.startsWith(".", folder.length());
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder))) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.startsWith(".") == hidden) {
          if (Files.isDirectory(entry)) {
            found.add(folder + name + File.separator);
          } else if (isCsv(name)) {
            found.add(folder + name);
          }
        }
        if (found.size() == MOST) {
          break;
        }
      }
    } catch (IOException | InvalidPathException e) {
      // Nobody asked to hear why.
    }
    found.sort(null);
    return found.iterator();
  }

  private static boolean isCsv(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ENDINGS.contains(ending);
  }
}
