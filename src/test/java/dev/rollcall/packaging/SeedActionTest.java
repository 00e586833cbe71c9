package dev.rollcall.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.proof.ChildProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The steps for CI systems, run in bash as a runner would. */
class SeedActionTest {

  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{\\{ (inputs|steps)\\.([a-z.]+) }}");

  @TempDir private Path root;
  private final Map<String, String> values = new TreeMap<>();

  @BeforeEach
  void begin() throws IOException {
    assumeTrue(Shell.onPath("bash") != null, "skipped: no bash on the PATH");
    Path fixtures = Files.createDirectories(root.resolve("fixtures/users"));
    Files.writeString(fixtures.resolve("users.csv"), "username,level\nada,50\n");
    ChildProgram.makeScript(Files.createDirectory(root.resolve("bin")).resolve("rollcall"));
  }

  @Test
  void theActionSeedsAndKeepsWhatItMadeUnderItsKey() throws Exception {
    Map<?, ?> action = new Yaml().load(Files.readString(Path.of("src/action/action.yml")));
    ((Map<?, ?>) action.get("inputs"))
        .forEach(
            (name, input) ->
                values.put("inputs." + name, String.valueOf(((Map<?, ?>) input).get("default"))));
    values.put("inputs.folder", "fixtures/users");
    List<String> used = new ArrayList<>();
    for (Object each : (List<?>) ((Map<?, ?>) action.get("runs")).get("steps")) {
      Map<?, ?> step = (Map<?, ?>) each;
      if (step.get("run") == null) {
        used.add(step.get("uses") + " " + filled(((Map<?, ?>) step.get("with")).get("key")));
        continue;
      }
      assertThat(step.get("shell")).isEqualTo("bash");
      Map<String, String> environment = new TreeMap<>();
      ((Map<?, ?>) step.get("env"))
          .forEach((name, value) -> environment.put(String.valueOf(name), filled(value)));
      Path output = root.resolve("output");
      Files.writeString(output, "");
      environment.put("GITHUB_OUTPUT", output.toString());
      environment.put("RUNNER_TEMP", root.resolve("temp").toString());
      // Nothing stands between the quotes of a script but its variables.
      assertThat(String.valueOf(step.get("run"))).doesNotContain("${{");
      bash(String.valueOf(step.get("run")), environment);
      for (String line : Files.readAllLines(output)) {
        values.put(
            "steps." + step.get("id") + ".outputs." + line.split("=", 2)[0], line.split("=", 2)[1]);
      }
    }
    ((Map<?, ?>) action.get("outputs"))
        .forEach((name, value) -> values.put(String.valueOf(name), outputOf(value)));
    assertThat(values.get("path")).isEqualTo(root.toRealPath().resolve("test.db").toString());
    assertThat(Path.of(String.valueOf(values.get("path")))).isNotEmptyFile();
    assertThat(used).containsExactly("actions/cache@v4 rollcall-seed-" + values.get("key"));
    assertThat(root.resolve("temp/rollcall-cache/rollcall/seeds/" + values.get("key") + ".db"))
        .isNotEmptyFile();
  }

  @Test
  void theSnippetForGitLabSeeds() throws Exception {
    Matcher block =
        Pattern.compile("```yaml\n(seeded-tests:\n.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("src/docs/ci.md")));
    assertThat(block.find()).isTrue();
    Map<?, ?> all = new Yaml().load(block.group(1));
    Map<?, ?> job = (Map<?, ?>) all.get("seeded-tests");
    Map<String, String> environment = new TreeMap<>();
    ((Map<?, ?>) job.get("variables"))
        .forEach(
            (name, value) ->
                environment.put(
                    String.valueOf(name),
                    String.valueOf(value).replace("$CI_PROJECT_DIR", root.toString())));
    List<?> script = (List<?>) job.get("script");
    bash(String.valueOf(script.get(0)), environment);
    assertThat(root.resolve("test.db")).isNotEmptyFile();
    Object kept = ((List<?>) ((Map<?, ?>) job.get("cache")).get("paths")).get(0);
    assertThat(root.resolve(String.valueOf(kept))).isNotEmptyDirectory();
  }

  private String outputOf(Object output) {
    return filled(((Map<?, ?>) output).get("value"));
  }

  private String filled(Object text) {
    return EXPRESSION
        .matcher(String.valueOf(text))
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    String.valueOf(values.get(match.group(1) + "." + match.group(2)))));
  }

  private void bash(String script, Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("said").toFile());
    builder.environment().putAll(environment);
    builder
        .environment()
        .merge("PATH", root.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(root.resolve("said"))).isZero();
  }
}
