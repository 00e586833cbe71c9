package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a plan compares the users of a file with those of a database, and whether it is done. */
class ComparedUsersTest {

  private static final int CASES = 20;
  private static final int NAMES = 12;
  private static final int ROWS = 10;
  private static final List<String> ACTIONS = List.of("", "", "", "create", "update", "delete");
  private static final List<String> NICKS = List.of("", "", "\\\\N", "red", "blue");
  private static final List<String> LEVELS = List.of("", "1", "2", "3", "+1", "high");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void itSaysWhoIsWhereAndWhatTheUsersWillBe(DatabaseKind kind) {
    Workspace empty = kind.empty(folder);
    Seeds.each(
        kind.cases(CASES),
        random -> compare(kind.like(empty, Files.createTempDirectory(folder, "case")), random));
  }

  private static void compare(Workspace workspace, Random random) throws Exception {
    boolean extra = random.nextBoolean();
    if (extra) {
      assertThat(workspace.run("schema", "add-column", "nick", "text").exitCode()).isZero();
    }
    StringBuilder first = new StringBuilder("username,email,level,nick\n");
    for (int i = 0; i < NAMES; i++) {
      if (random.nextBoolean()) {
        String email = random.nextBoolean() ? "" : "u" + i + "@example.com";
        first.append("u%d,%s,%d,%s\n".formatted(i, email, random.nextInt(4), of(NICKS, random)));
      }
    }
    workspace.write("first.csv", first.append("all,,1,\n").toString());
    job(workspace, "first.csv", extra, "upsert");
    assertThat(workspace.runJob("job.yaml").exitCode()).isZero();
    Set<String> named = new HashSet<>();
    StringBuilder next = new StringBuilder("username,email,level,action,nick\n");
    for (int i = 0; i <= random.nextInt(ROWS); i++) {
      String name = "u" + random.nextInt(NAMES);
      named.add(name);
      String email = random.nextBoolean() ? "" : name + "@example.org";
      next.append(
          "%s,%s,%s,%s,%s\n"
              .formatted(name, email, of(LEVELS, random), of(ACTIONS, random), of(NICKS, random)));
    }
    workspace.write("next.csv", next.toString());
    boolean mirror = random.nextBoolean();
    job(workspace, "next.csv", extra, mirror ? "mirror" : "upsert");
    Map<String, List<String>> before = users(workspace, extra);
    String job = workspace.path("job.yaml").toString();
    Ended planned = workspace.run("plan", job, "--check", "--json");
    Ended imported = workspace.runJob("job.yaml");
    Map<String, List<String>> after = users(workspace, extra);

    Map<String, Object> comparison = Json.section(Json.object(planned.out()), "comparison");
    long gone = before.keySet().stream().filter(name -> !after.containsKey(name)).count();
    long unnamed = before.keySet().stream().filter(name -> !named.contains(name)).count();
    long deleted = gone - (mirror ? unnamed : 0);
    long different =
        before.keySet().stream()
            .filter(name -> after.containsKey(name) && !after.get(name).equals(before.get(name)))
            .count();
    comparison.replaceAll((field, value) -> value.toString());
    assertThat(comparison)
        .as(planned.said() + imported.said() + next)
        .isEqualTo(
            Map.of(
                "same",
                Long.toString(before.size() - unnamed - deleted - different),
                "different",
                Long.toString(different),
                "deleted",
                Long.toString(deleted),
                "only_in_input",
                Long.toString(after.size() - before.size() + gone),
                "only_in_database",
                Long.toString(unnamed),
                "digest_before",
                digest(before),
                "digest_after",
                digest(after)));
    Map<String, Object> counts = Json.section(imported.summaries().get(0), "counts");
    boolean changes = !before.equals(after) || ((Number) counts.get("removed")).longValue() > 0;
    assertThat(planned.exitCode()).as(planned.said()).isEqualTo(changes ? 4 : imported.exitCode());
    assertThat(Json.section(Json.object(planned.out()), "summary"))
        .containsEntry("exit", planned.exitCode());
    assertThat(planned.err().contains("[WOULD_CHANGE]")).isEqualTo(changes);
  }

  private static String of(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }

  private static void job(Workspace workspace, String file, boolean extra, String mode) {
    workspace.write(
        "job.yaml",
        "{ import: { from: %s, mode: %s%s }, rejects: { limit: 100%% }, guard: { delete: 100%% } }"
            .formatted(workspace.path(file), mode, extra ? ", extra: { nick: nick }" : ""));
  }

  /** E-mail address, level and nick, by name. */
  private static Map<String, List<String>> users(Workspace workspace, boolean extra) {
    Map<String, List<String>> users = new TreeMap<>();
    String nick = extra ? "nick" : "null";
    for (String user :
        workspace
            .database()
            .rows("select username, email, coalesce(level, 1), " + nick + " from users")) {
      String[] values = user.replace("\"", "").split(", ", -1);
      users.put(values[0], List.of(values[1], values[2], values[3]));
    }
    return users;
  }

  private static String digest(Map<String, List<String>> users) throws Exception {
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<String, List<String>> user : users.entrySet()) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      List<String> texts = new ArrayList<>(List.of(user.getKey()));
      texts.addAll(user.getValue().subList(0, 2));
      String nick = user.getValue().get(2);
      texts.addAll(nick.equals("null") ? List.of() : List.of("nick", nick));
      for (String text : texts) {
        boolean isNull = text.equals("null");
        byte[] bytes = isNull ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(4).putInt(isNull ? -1 : bytes.length).array());
        sha256.update(bytes);
      }
      sum = sum.add(new BigInteger(1, sha256.digest()));
    }
    return "%064x".formatted(sum.mod(BigInteger.ONE.shiftLeft(256)));
  }

  @Test
  void aMigrationThatIsDoneChangesNothingUntilSomebodyChangesAUser() {
    Workspace workspace = new Workspace(folder);
    Path file = workspace.write("users.csv", "username,level\nada,3\nbob,2\n");
    String page = workspace.path("plan.html").toString();
    assertThat(workspace.run("plan", file.toString(), "--check").exitCode()).isEqualTo(4);
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    Ended done = workspace.run("plan", file.toString(), "--check", "--html", page);
    assertThat(done.exitCode()).as(done.said()).isZero();
    assertThat(done.out()).doesNotContain("written again");
    assertThat(workspace.read("plan.html")).contains("changes nothing");
    workspace.database().execute("update users set level = 9 where username = 'bob'");
    Ended changed = workspace.run("plan", file.toString(), "--check", "--html", page);
    assertThat(changed.exitCode()).as(changed.said()).isEqualTo(4);
    assertThat(workspace.read("plan.html")).contains("changes users");
  }

  /** Applied once more, it would raise everybody once more; but it would not be applied. */
  @Test
  void relativeLevelsThatWereAppliedAreDone() {
    Workspace workspace = new Workspace(folder);
    Path file = workspace.write("users.csv", "username,level\nada,+3\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    Ended done = workspace.run("plan", file.toString(), "--check");
    assertThat(done.exitCode()).as(done.said()).isZero();
    assertThat(done.out()).contains("already done");
    assertThat(workspace.run("plan", file.toString(), "--check", "--again").exitCode())
        .isEqualTo(4);
  }

  @Test
  void aRunThatContinuesIsComparedWithTheUsersBeforeItBegan() throws Exception {
    Workspace workspace = new Workspace(folder);
    workspace.write("first.csv", "username,level\nbob,2\n");
    assertThat(workspace.importFile("first.csv").exitCode()).isZero();
    final String before = digest(users(workspace, false));
    Path file = workspace.write("next.csv", "username,level\nada,3\nbob,4\ncyd,5\n");
    String[] limited = {"--mode", "insert", "--chunk", "1", "--max-rejects", "0"};
    assertThat(workspace.importFile("next.csv", limited).exitCode()).isEqualTo(4);
    assertThat(users(workspace, false)).containsKey("ada").doesNotContainKey("cyd");
    Ended plan = workspace.run("plan", file.toString(), "--mode", "insert", "--check", "--json");
    assertThat(plan.exitCode()).as(plan.said()).isEqualTo(4);
    assertThat(workspace.importFile("next.csv", "--mode", "insert").exitCode()).isEqualTo(3);
    Map<String, Object> comparison = Json.section(Json.object(plan.out()), "comparison");
    comparison.replaceAll((field, value) -> value.toString());
    assertThat(comparison)
        .as(plan.said())
        .containsEntry("same", "1")
        .containsEntry("only_in_input", "2")
        .containsEntry("digest_before", before)
        .containsEntry("digest_after", digest(users(workspace, false)));
  }

  @Test
  void whatIsCreatedAndDeletedAgainChangesNothing() {
    Workspace workspace = new Workspace(folder);
    Path file = workspace.write("pair.csv", "username,level,action\nada,3,create\nada,,delete\n");
    assertThat(workspace.importFile("pair.csv").exitCode()).isZero();
    Ended done = workspace.run("plan", file.toString(), "--check");
    assertThat(done.exitCode()).as(done.said()).isZero();
    assertThat(done.out()).contains("note: whoever is written again");
  }

  @Test
  void whoWouldBeRetiredIsCounted() {
    Workspace workspace = new Workspace(folder);
    workspace.write("all.csv", "username,level\nada,3\nbob,2\n");
    assertThat(workspace.importFile("all.csv").exitCode()).isZero();
    Path few = workspace.write("few.csv", "username,level\nada,3\n");
    workspace.write(
        "job.yaml",
        "import: { name: job, from: %s, mode: mirror, missing: { level: 0 } }\nguard: { delete: %s }\n"
            .formatted(few, "100%"));
    Ended ended = workspace.runPlan("job.yaml", "--check");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
    assertThat(ended.err()).contains("0 created, 0 updated, 0 deleted, 1 retired");
  }

  @Test
  void aPlanThatIsNotShownSaysWhyItWouldBeRefused() {
    Workspace workspace = new Workspace(folder);
    Path file = workspace.write("bad.csv", "username,level\nada,high\n");
    Ended ended =
        workspace.run("plan", file.toString(), "--check", "--quiet", "--max-rejects", "0");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
    assertThat(ended.err()).contains("[REJECT_LIMIT]");
  }
}
