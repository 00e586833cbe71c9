package dev.rollcall.crossings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.proof.Ended;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must hold after every step. */
final class Checks {

  static final int KILLED = 128 + 9;

  /** For whoever wants to know which differences reach the users, and not only the ledger. */
  static final boolean USERS_ONLY = Boolean.getBoolean("rollcall.crossings.users-only");

  private Checks() {}

  static boolean isKilled(Ended ended) {
    return ended.exitCode() == KILLED;
  }

  /** Whether a command has not come to its end: it is killed, or has lost its server. */
  static boolean isStopped(Stop stop, Ended ended) {
    return isKilled(ended) || stop != Stop.NOTHING && ended.exitCode() == 1;
  }

  /** Nobody is told that the program is at fault. */
  static void noFaultOfTheProgram(Ended ended) {
    assertThat(ended.err()).doesNotContain("INTERNAL").doesNotContain("\tat ");
  }

  /**
   * Whether a command was not done because a trigger changes what is written, which was said. That
   * is right, as is what one row after the other comes to.
   */
  static boolean namesTheTrigger(World world, Ended ended) {
    return world.rules.has(Rules.Rule.CAP)
        && (ended.exitCode() == 1 || ended.exitCode() == 4)
        && ended.err().contains("their_cap");
  }

  /** The one run that is new; 0 if there is none. */
  static long newRun(Ledger before, Ledger after) {
    Set<Long> made = new TreeSet<>(after.runs().keySet());
    made.removeAll(before.runs().keySet());
    assertThat(made).as("new runs").hasSizeLessThanOrEqualTo(1);
    return made.isEmpty() ? 0 : made.iterator().next();
  }

  /** Nothing but the knowledge that somebody is dead has been written. */
  static void unchanged(Ledger before, Ledger after, String why) {
    assertThat(after.users()).as("users, %s", why).isEqualTo(before.users());
    assertThat(after.runs().keySet()).as("runs, %s", why).isEqualTo(before.runs().keySet());
    othersUnchanged(before, after, 0);
  }

  /** Of all runs but one neither changes nor rejects are others than before. */
  static void othersUnchanged(Ledger before, Ledger after, long butFor) {
    before
        .runs()
        .forEach(
            (id, then) -> {
              Ledger.Run now = after.runs().get(id);
              assertThat(now).as("run %s", id).isNotNull();
              if (id != butFor) {
                assertThat(now.changes()).as("changes of run %s", id).isEqualTo(then.changes());
                assertThat(now.rejects()).as("rejects of run %s", id).isEqualTo(then.rejects());
                assertThat(now.counts()).as("counts of run %s", id).isEqualTo(then.counts());
              }
            });
  }

  /** Rejects are settled as the model has it. */
  static void settled(World world, Ledger after) {
    if (USERS_ONLY) {
      return;
    }
    for (PastRun run : world.runs) {
      Ledger.Run now = after.runs().get(run.id);
      if (now == null || world.root(run) != run || run.delivery == null) {
        continue;
      }
      Map<Long, Boolean> expected = new TreeMap<>();
      now.rejects()
          .keySet()
          .forEach(line -> expected.put(line, world.settledOf(run).contains(line)));
      assertThat(now.settled()).as("settled rejects of run %s", run.id).isEqualTo(expected);
    }
  }
}
