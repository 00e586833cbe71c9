package dev.rollcall.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Awkward files that other people wrote, each with what a parser must make of it. */
class CsvSpectrumTest {

  private static final Path CORPUS = Path.of("../shared/corpus/csv-spectrum");

  /** Beside this file stands another's telephone number, and no list round the only row. */
  private static final String OTHER_ROW = "location_coordinates.csv";

  @TestFactory
  Stream<DynamicTest> filesAreReadAsTheirAuthorsMeantThem() throws IOException {
    boolean there = Files.isDirectory(CORPUS);
    if (!there) {
      System.out.println("skipped: there is no " + CORPUS);
    }
    assumeTrue(there, "there is no " + CORPUS);
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(CORPUS)) {
      all.filter(file -> file.toString().endsWith(".csv")).sorted().forEach(files::add);
    }
    assertThat(files).as("files in %s", CORPUS).isNotEmpty();
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    String name = file.getFileName().toString();
    List<Map<String, String>> expected =
        expected(file.resolveSibling(name.replace(".csv", ".json")));
    if (name.equals(OTHER_ROW)) {
      expected.get(0).put("Contact Phone Number", "2095257564");
    }
    assertThat(rows(file)).isEqualTo(expected);
  }

  private static List<Map<String, String>> rows(Path file) {
    List<Map<String, String>> rows = new ArrayList<>();
    try (CsvReader reader = CsvReader.open(Input.of(file, "it"), CsvFormat.AUTO, "username")) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        assertThat(row.malformed()).isNull();
        Map<String, String> cells = new LinkedHashMap<>();
        for (int cell = 0; cell < row.size(); cell++) {
          cells.put(reader.header().get(cell), row.cell(cell));
        }
        rows.add(cells);
      }
    }
    return rows;
  }

  /** JSON is YAML, for files as simple as these. */
  @SuppressWarnings("unchecked")
  private static List<Map<String, String>> expected(Path json) throws IOException {
    Object content =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(json));
    return (List<Map<String, String>>) (content instanceof Map ? List.of(content) : content);
  }
}
