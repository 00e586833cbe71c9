package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.model.CaseGenerator;
import dev.rollcall.model.DatabaseRule;
import dev.rollcall.model.Model;
import dev.rollcall.model.ModelCase;
import dev.rollcall.model.ModelFile;
import dev.rollcall.model.ModelOutcome;
import dev.rollcall.model.ModelUser;
import dev.rollcall.model.Touched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One case, imported with one chunk size and one policy. */
final class ModelRun {

  private static final int[] CHUNKS = {1, 7, 5000};
  private static final String ANY = "100%";
  private static final String MARK = "\ufeff";
  private static final int SHOWN_CHARACTERS = 4_000;

  private final ModelCase made;
  private final int chunk;
  private final String rollback;
  private final Workspace workspace;
  private final Agreement agreement;
  private final CaseDatabase database;
  private List<String> before = List.of();

  /**
   * @param empty with a database without users; the case gets a folder beside its own
   * @param rows at most so many in each file
   */
  ModelRun(DatabaseKind kind, Workspace empty, long seed, int files, int rows) throws IOException {
    this(kind, empty, CaseGenerator.generate(seed, files, rows));
  }

  /**
   * @param empty with a database without users
   */
  ModelRun(DatabaseKind kind, Workspace empty, ModelCase made) throws IOException {
    this.made = made;
    long seed = made.seed();
    this.chunk = CHUNKS[Math.floorMod(seed, 3)];
    this.rollback = Math.floorMod(seed, 6) < 3 ? "chunk" : "run";
    this.workspace = kind.like(empty, Files.createTempDirectory(empty.path(""), "case"));
    this.database = new CaseDatabase(workspace.database(), made.rules().extras());
    this.agreement = new Agreement(workspace, database, made.rules());
  }

  Workspace workspace() {
    return workspace;
  }

  /** Imports the files and compares what came of them with what the model says. */
  void check(DatabaseRule rule) {
    explained(() -> compare(rule));
  }

  /**
   * The same for a run that its reject limit ends again and again: each time the limit is raised,
   * and the chunk size another.
   */
  void checkWithLimitsInTheWay(DatabaseRule rule) {
    explained(() -> compareWithLimitsInTheWay(rule));
  }

  /** The same under guards that may refuse it, and then without them. */
  void checkUnderGuards() {
    explained(() -> compareUnderGuard(new Random(made.seed())));
  }

  /** Imports the files, takes all of it back, and brings all of it back again. */
  void checkUndone() {
    explained(
        () -> {
          compare(DatabaseRule.NONE);
          List<String> after = database.everything();
          int runs = made.files().size();
          undo(runs, 1);
          assertThat(database.everything()).as("undone").isEqualTo(before);
          undo(2 * runs, runs + 1);
          assertThat(database.everything()).as("brought back").isEqualTo(after);
        });
  }

  /**
   * Plans files before they are imported, together or one by one: the plans leave nothing, and are
   * what then happens.
   */
  void checkPlanned() {
    explained(() -> comparePlans(new Random(made.seed())));
  }

  private void comparePlans(Random random) {
    putUsers(DatabaseRule.NONE);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < made.files().size(); i++) {
      files.add(workspace.write(fileName(i), encoded(made.files().get(i).text())));
    }
    // Together, or one by one.
    int atATime = random.nextBoolean() ? files.size() : 1;
    for (int i = 0; i < files.size(); i += atATime) {
      String limit = random.nextBoolean() ? "1000000" : Integer.toString(random.nextInt(9));
      String guard = random.nextBoolean() ? "delete: 100%" : "change: " + random.nextInt(101) + "%";
      writeJob(files.subList(i, i + atATime), limit, guard, chunk);
      comparePlan();
    }
  }

  private void comparePlan() {
    String job = workspace.path("job.yaml").toString();
    List<String> content = workspace.database().content();
    List<String> names = files();
    Ended planned = workspace.run("plan", job, "--json");
    assertThat(workspace.database().content()).as(planned.said()).isEqualTo(content);
    assertThat(files()).as(planned.said()).isEqualTo(names);
    List<Map<String, Object>> plans = planned.out().lines().map(Json::object).toList();

    Ended ended = workspace.runJob("job.yaml");

    assertThat(planned.exitCode()).as(planned.said() + ended.said()).isEqualTo(ended.exitCode());
    assertThat(plans).as(planned.said() + ended.said()).hasSameSizeAs(ended.summaries());
    for (int i = 0; i < plans.size(); i++) {
      comparePlan(plans.get(i), ended.summaries().get(i), ended);
    }
  }

  private static void comparePlan(
      Map<String, Object> plan, Map<String, Object> summary, Ended ended) {
    Map<String, Object> foreseen = Json.section(plan, "summary");
    assertThat(foreseen).containsEntry("status", "PLANNED");
    if ("REFUSED".equals(summary.get("status"))) {
      assertThat(foreseen).containsEntry("code", summary.get("code"));
      assertThat((List<?>) plan.get("refusal"))
          .isNotEmpty()
          .allMatch(each -> ended.err().contains("[" + ((Map<?, ?>) each).get("code") + "]"));
      return;
    }
    for (String section : List.of("source", "counts", "levels")) {
      assertThat(foreseen.get(section)).as(section).isEqualTo(summary.get(section));
    }
    assertThat(Ended.codes(foreseen)).isEqualTo(Ended.codes(summary));
  }

  /** But for the lock, which stays once it is there. */
  private List<String> files() {
    return workspace.names().stream().filter(name -> !name.endsWith(".lock")).toList();
  }

  private void undo(int from, int to) {
    for (int run = from; run >= to; run--) {
      Ended ended = workspace.run("runs", "undo", Integer.toString(run));
      assertThat(ended.exitCode()).as(ended.said()).isZero();
    }
  }

  private void explained(Runnable comparison) {
    try {
      comparison.run();
    } catch (AssertionError | RuntimeException e) {
      StringBuilder shown = new StringBuilder();
      shown.append("seed ").append(made.seed()).append(", chunk ").append(chunk);
      shown.append(", rollback ").append(rollback).append(", ").append(made.rules());
      for (int i = 0; i < made.files().size(); i++) {
        shown.append("\n--- ").append(fileName(i)).append('\n');
        // A lone carriage return would hide what stands before it.
        String text = made.files().get(i).text().replace("\r", "␍");
        shown.append(text, 0, Math.min(text.length(), SHOWN_CHARACTERS));
      }
      throw new AssertionError(e.getMessage() + "\n" + shown, e);
    }
  }

  private void compare(DatabaseRule rule) {
    List<ModelUser> users = putUsers(rule);
    before = database.everything();
    Map<String, Long> idsBefore = agreement.ids();
    Model model = new Model(users, made.rules(), rule);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < made.files().size(); i++) {
      files.add(workspace.write(fileName(i), encoded(made.files().get(i).text())));
    }
    writeJob(files, ANY, made.rules().isMirror() ? "delete: 100%" : "", chunk);
    Ended ended = workspace.runJob("job.yaml");
    boolean rejects = false;
    assertThat(ended.summaries()).as(ended.said()).hasSameSizeAs(files);
    for (int i = 0; i < made.files().size(); i++) {
      ModelOutcome outcome = model.apply(made.files().get(i).rows());
      rejects |= !outcome.rejects().isEmpty();
      agreement.onRun(outcome, ended.summaries().get(i), fileName(i));
    }
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(rejects ? 3 : 0);
    agreement.onUsers(model);
    agreement.onIds(idsBefore);
    agreement.onSecrets(ended);
  }

  private void compareWithLimitsInTheWay(DatabaseRule rule) {
    Model model = new Model(putUsers(rule), made.rules(), rule);
    List<String> usersBefore = workspace.database().users();
    ModelFile file = made.files().get(0);
    ModelOutcome outcome = model.apply(file.rows());
    List<Path> files = List.of(workspace.write(fileName(0), encoded(file.text())));
    int rejects = outcome.rejects().size();
    boolean all = rejects == outcome.counts().get("read");
    Ended ended = null;
    for (int limit = 0, i = 0;
        ended == null || ended.exitCode() == 4;
        limit += 1 + limit / 2, i++) {
      boolean any = limit > rejects;
      writeJob(files, any ? ANY : Integer.toString(limit), "", CHUNKS[i % CHUNKS.length]);
      ended = workspace.runJob("job.yaml");
      assertThat(ended.exitCode())
          .as(ended.said())
          .isEqualTo(rejects == 0 ? 0 : any || rejects <= limit && !all ? 3 : 4);
      if (ended.exitCode() == 4 && rollback.equals("run")) {
        assertThat(workspace.database().users()).as("users before").isEqualTo(usersBefore);
      }
    }
    agreement.onRun(outcome, ended.summary(), fileName(0));
    assertThat(workspace.database().number("select count(*) from rollcall_runs")).isEqualTo(1);
    agreement.onUsers(model);
  }

  private void compareUnderGuard(Random random) {
    List<ModelUser> users = putUsers(DatabaseRule.NONE);
    Model model = new Model(users, made.rules(), DatabaseRule.NONE);
    List<String> usersBefore = workspace.database().users();
    ModelOutcome outcome = model.apply(made.files().get(0).rows());
    Touched touched = Touched.between(users, model.users(), outcome);
    long[] shares = {random.nextInt(101), random.nextInt(101), random.nextInt(101)};
    boolean refused =
        touched.deleted() > users.size() * shares[0] / 100
            || touched.lowered() > users.size() * shares[1] / 100
            || touched.changed() > users.size() * shares[2] / 100;
    String guard =
        "delete: %d%%, lower: %d%%, change: %d%%".formatted(shares[0], shares[1], shares[2]);
    List<Path> files = List.of(workspace.write(fileName(0), encoded(made.files().get(0).text())));
    writeJob(files, ANY, guard, chunk);
    Ended ended = workspace.runJob("job.yaml");
    if (refused) {
      assertThat(ended.exitCode()).as(guard + ", " + touched + ended.said()).isEqualTo(4);
      assertThat(ended.status()).isEqualTo("REFUSED");
      assertThat(workspace.database().users()).isEqualTo(usersBefore);
      assertThat(workspace.database().number("select count(*) from rollcall_changes")).isZero();
      writeJob(files, ANY, "delete: 100%", chunk);
      ended = workspace.runJob("job.yaml");
    }
    assertThat(ended.exitCode())
        .as(guard + ", " + touched + ended.said())
        .isEqualTo(outcome.rejects().isEmpty() ? 0 : 3);
    agreement.onRun(outcome, ended.summary(), fileName(0));
    agreement.onUsers(model);
  }

  private void writeJob(List<Path> files, String limit, String guard, int rows) {
    workspace.write(
        "job.yaml",
        JobText.of("model", files, made.columns(), made.rules(), limit, rollback, guard, rows));
  }

  /** As some program somewhere would deliver it. */
  private byte[] encoded(String text) {
    String bare = text.startsWith(MARK) ? text.substring(1) : text;
    return switch (Math.floorMod(made.seed(), 5)) {
      case 0 -> (MARK + bare).getBytes(StandardCharsets.UTF_16LE);
      case 1 -> (MARK + bare).getBytes(StandardCharsets.UTF_16BE);
      case 2 -> Packed.gzip(text.getBytes(StandardCharsets.UTF_8));
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  private List<ModelUser> putUsers(DatabaseRule rule) {
    List<ModelUser> users = new ArrayList<>();
    for (ModelUser user : made.users()) {
      if (!rule.refuses(users, null, user)) {
        users.add(user);
      }
    }
    database.addColumns();
    database.know();
    database.put(users);
    return users;
  }

  private static String fileName(int index) {
    return "file-" + index + ".csv";
  }
}
