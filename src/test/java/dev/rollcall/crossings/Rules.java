package dev.rollcall.crossings;

import dev.rollcall.model.DatabaseRule;
import dev.rollcall.model.ModelUser;
import dev.rollcall.proof.DatabaseKind;
import dev.rollcall.proof.Triggers;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Rules of the database, which come and go. */
final class Rules {

  static final long HIGHEST = 10;
  private static final long REFUSED = 13;

  /** One of them. */
  enum Rule {
    /** No two users with one address. */
    MAILBOX,
    /** Nobody at level 13. */
    THIRTEEN,
    /** A trigger that changes what was written: nobody is above level 10. */
    CAP
  }

  private final Set<Rule> inForce = EnumSet.noneOf(Rule.class);

  boolean has(Rule rule) {
    return inForce.contains(rule);
  }

  boolean areNone() {
    return inForce.isEmpty();
  }

  boolean change(Rule rule, boolean on) {
    return on ? inForce.add(rule) : inForce.remove(rule);
  }

  /** Lets a rule come or go; the answer is whether it is there now. */
  boolean change(Rule rule) {
    return inForce.remove(rule) ? false : inForce.add(rule);
  }

  /** Whether a rule can be made while these users are there. */
  static boolean canBeMade(Rule rule, Collection<ModelUser> users) {
    List<String> emails = users.stream().map(ModelUser::email).filter(Objects::nonNull).toList();
    return rule != Rule.MAILBOX || new HashSet<>(emails).size() == emails.size();
  }

  DatabaseRule asRule() {
    return (others, before, after) ->
        after != null
            && (has(Rule.THIRTEEN) && after.effectiveLevel() == REFUSED
                || has(Rule.MAILBOX)
                    && after.email() != null
                    && others.stream().anyMatch(user -> after.email().equals(user.email())));
  }

  /** What a user has become once triggers have run. */
  ModelUser triggered(ModelUser user) {
    return has(Rule.CAP) && user.effectiveLevel() > HIGHEST
        ? new ModelUser(user.username(), user.email(), HIGHEST, user.extras())
        : user;
  }

  static String[] sql(Rule rule, boolean on, DatabaseKind kind) {
    return switch (rule) {
      case MAILBOX ->
          new String[] {
            on ? "create unique index their_mailbox on users (email)" : "drop index their_mailbox"
          };
      case THIRTEEN ->
          triggers(
              on,
              kind,
              "thirteen",
              "before",
              "new.level = 13",
              Triggers.refusal(kind, "no level 13"));
      case CAP ->
          triggers(
              on,
              kind,
              "cap",
              "after",
              "new.level > " + HIGHEST,
              "update users set level = " + HIGHEST + " where id = new.id");
    };
  }

  private static String[] triggers(
      boolean on, DatabaseKind kind, String rule, String time, String condition, String what) {
    return Stream.of("insert", "update")
        .flatMap(
            event -> {
              String name = "their_" + rule + "_" + event;
              String moment = time + " " + event + " on users";
              return on
                  ? Stream.of(Triggers.make(kind, name, moment, condition, what))
                  : Stream.of(Triggers.drop(kind, name));
            })
        .toArray(String[]::new);
  }

  @Override
  public String toString() {
    return inForce.toString();
  }
}
