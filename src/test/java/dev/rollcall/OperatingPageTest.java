package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.proof.ChildProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What the page for operators has others start is run as they would: the line for cron, the units,
 * the pods and the workflow; and units and YAML are what they should be.
 */
class OperatingPageTest {

  private static final Path PAGE = Path.of("src/docs/operating.md");
  private static final Pattern UNIT =
      Pattern.compile("(?s)```ini\\n# /etc/systemd/system/(\\S+)\\n(.*?)```");
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\\n(.*?)```");
  private static final Pattern CRON = Pattern.compile("(?m)^(?:[\\d*/,-]+ +){5}(.*)$");
  private static final Pattern STARTED = Pattern.compile("(?m)^ExecStart=(.*)$");
  private static final Pattern JOB = Pattern.compile("(?s)> (jobs/\\w+.yaml) <<'E'\\n(.*?\\n)E\\n");

  @TempDir Path folder;
  private String page = "";

  @BeforeEach
  void prepare() throws IOException {
    page = Files.readString(PAGE);
  }

  @Test
  void theUnitsAreRight() throws Exception {
    List<String> verify = new ArrayList<>(List.of("systemd-analyze", "verify"));
    assumeTrue(isThere(verify.get(0)), "skipped: there is no systemd-analyze here");
    for (MatchResult unit : UNIT.matcher(page).results().toList()) {
      // The program has to be there, and it is not where the page has it.
      String text = unit.group(2).replace("/opt/rollcall/bin/rollcall", "/bin/true");
      Path file = Files.writeString(folder.resolve(unit.group(1)), text);
      verify.add(file.toString());
    }
    assertThat(verify).hasSize(7);
    assertThat(run(verify, folder, 0)).doesNotContain("rollcall-nightly");
    Path wrong = folder.resolve("rollcall-nightly.service");
    Files.writeString(wrong, Files.readString(wrong).replace("UMask", "UMaks"));
    assertThat(run(verify, folder, -1)).contains("rollcall-nightly.service");
  }

  @Test
  void whatSchedulersStartRuns() throws Exception {
    assumeTrue(isThere("sh"), "skipped: there is no sh here");
    List<String> commands = new ArrayList<>();
    CRON.matcher(page).results().forEach(line -> commands.add(line.group(1)));
    STARTED.matcher(page).results().forEach(line -> commands.add(line.group(1)));
    Map<?, ?> pod = map(document("kind"), "spec", "jobTemplate", "spec", "template", "spec");
    Map<?, ?> container = (Map<?, ?>) list(pod, "containers").get(0);
    commands.add(
        String.join(" ", list(container, "command").stream().map(String::valueOf).toList()));
    for (Object step : list(map(document("runs-on"), "jobs", "import"), "steps")) {
      Object run = ((Map<?, ?>) step).get("run");
      if (run != null && !String.valueOf(run).startsWith("./mvnw")) {
        commands.add(String.valueOf(run));
      }
    }
    assertThat(commands).hasSize(7);

    Path users = Files.createDirectories(folder.resolve("srv"));
    Path program = makeProgram();
    prepareJob(users);
    for (String command : commands) {
      String here =
          command
              .replace("/opt/rollcall/bin/rollcall", program.toString())
              .replace("/srv/users", users.toString());
      run(List.of("sh", "-c", "PATH=" + program.getParent() + ":$PATH; " + here), users, 0);
      assertThat(here).contains("rollcall");
    }
    assertThat(users.resolve("inbox/hr/users-1.csv")).doesNotExist();
    assertThat(users.resolve("out/last.json")).content().contains("\"job\":\"nightly\"");
  }

  /** As the page makes it, with the command that comes first. */
  private void prepareJob(Path users) throws Exception {
    for (String name : List.of("jobs", "inbox/hr", "out")) {
      Files.createDirectories(users.resolve(name));
    }
    List<MatchResult> jobs = JOB.matcher(page).results().toList();
    assertThat(jobs).hasSize(2);
    for (MatchResult job : jobs) {
      Files.writeString(users.resolve(job.group(1)), job.group(2));
    }
    Files.writeString(users.resolve("inbox/users-1.csv"), "username,level\nann,3\n");
    Files.writeString(users.resolve("inbox/hr/users-1.csv"), "username,level\nbob,3\n");
    String migrate = folder.resolve("bin/rollcall") + " schema migrate";
    run(List.of("sh", "-c", migrate), users, 0);
  }

  private Path makeProgram() throws IOException {
    Path program = Files.createDirectories(folder.resolve("bin")).resolve("rollcall");
    ChildProgram.makeScript(program);
    return program;
  }

  @Test
  void theYamlIsRight() {
    Map<?, ?> cron = document("kind");
    assertThat(cron.get("apiVersion")).isEqualTo("batch/v1");
    assertThat(cron.get("kind")).isEqualTo("CronJob");
    Map<?, ?> job = map(cron, "spec", "jobTemplate", "spec");
    Map<?, ?> pod = map(job, "template", "spec");
    // Kubernetes takes a policy for failed pods with this restart policy alone.
    assertThat(pod.get("restartPolicy")).isEqualTo("Never");
    assertThat(map(job, "podFailurePolicy").get("rules").toString()).contains("values=[2, 4]");
    Map<?, ?> container = (Map<?, ?>) list(pod, "containers").get(0);
    Map<?, ?> mount = (Map<?, ?>) list(container, "volumeMounts").get(0);
    assertThat(mount.get("name")).isEqualTo(((Map<?, ?>) list(pod, "volumes").get(0)).get("name"));
    assertThat(mount.get("mountPath")).isEqualTo(container.get("workingDir"));
    assertThat(map(document("runs-on"), "jobs", "import").get("runs-on"))
        .isEqualTo("ubuntu-latest");
  }

  /** The one document of the page with this word in it. */
  private Map<?, ?> document(String word) {
    List<String> found =
        YAML.matcher(page)
            .results()
            .map(block -> block.group(1))
            .filter(text -> text.contains(word + ":"))
            .toList();
    assertThat(found).as(word).hasSize(1);
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    return (Map<?, ?>) new Yaml(new SafeConstructor(strict)).load(found.get(0));
  }

  private static Map<?, ?> map(Map<?, ?> in, String... keys) {
    Map<?, ?> found = in;
    for (String key : keys) {
      assertThat(found.get(key)).as(key).isInstanceOf(Map.class);
      found = (Map<?, ?>) found.get(key);
    }
    return found;
  }

  private static List<?> list(Map<?, ?> in, String key) {
    assertThat(in.get(key)).as(key).isInstanceOf(List.class);
    return (List<?>) in.get(key);
  }

  private static boolean isThere(String tool) {
    for (String path : String.valueOf(System.getenv("PATH")).split(":", -1)) {
      if (Files.isExecutable(Path.of(path, tool))) {
        return true;
      }
    }
    return false;
  }

  /** What a command says; it must end so, or anyhow if that is negative. */
  private static String run(List<String> command, Path folder, int exitCode) throws Exception {
    Path output = Files.createTempFile("said", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ends in time").isTrue();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    if (exitCode >= 0) {
      assertThat(process.exitValue()).as(command + " " + said).isEqualTo(exitCode);
    }
    return said;
  }
}
