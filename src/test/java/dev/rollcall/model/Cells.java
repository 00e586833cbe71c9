package dev.rollcall.model;

import java.util.List;
import java.util.Random;

/** Cells as files have them: mostly sound, often odd, sometimes wrong. */
final class Cells {

  private static final List<String> NAMES =
      List.of(
          "ada",
          "Ada",
          "ADA",
          "\u00e9va",
          "e\u0301va",
          "李雷",
          "Ωmega",
          "ωmega",
          "🙂🙂",
          "🙂",
          "o'neil",
          "semi;colon",
          "comma,name",
          "bar|caret^",
          "quo\"te",
          "two words",
          "one\u200bword",
          "👩\u200d🚀",
          "null",
          "0",
          "+1",
          "=1+1",
          "_line",
          "username",
          "\u00df",
          "SS",
          "\uffe6",
          "\ufb01",
          "100%",
          "_%*?",
          "محمد",
          "tur\u202ened",
          "'); drop table users; --",
          "@args",
          "--help",
          "x".repeat(50),
          "x".repeat(49) + "y",
          "x".repeat(49),
          "🙂".repeat(50),
          "é".repeat(50));

  private static final List<String> WRONG_NAMES =
      List.of(
          "\\N",
          "two\nlines",
          "two\r\nlines",
          "two\u2028lines",
          "two\u0085lines",
          "tab\tname",
          "\u001b[31mred\u0007",
          "del\u007f");

  private static final List<String> SOUND_EMAILS =
      List.of(
          "ada@example.com",
          "Ada@example.com",
          "jörg@example.org",
          "a,b@example.net",
          "\"q\"@example.net",
          "\\N@example.com",
          "👩\u200d🚀@example.com",
          "m".repeat(88) + "@example.com",
          "🙂".repeat(88) + "@example.com");

  private static final List<String> WRONG_EMAILS =
      List.of(
          "nobody",
          "@example.com",
          "ada@",
          "@",
          "a@b@example.com",
          "a da@example.com",
          "a\u00a0da@example.com",
          "a\nb@example.com",
          "a\u0007@example.com",
          "\\n",
          "m".repeat(89) + "@example.com",
          "m".repeat(101));

  private static final List<String> SOUND_LEVELS =
      List.of("0", "1", "2", "3", "5", "7", "13", "50", "100", "007", "+1", "+1", "-1", "-1", "+2");

  private static final List<String> ODD_LEVELS =
      List.of(
          "\\N",
          "-2",
          "+0",
          "-0",
          "00",
          "101",
          "+100",
          "-100",
          "-99999999999999999999999",
          "+99999999999999999999999",
          "99999999999999999999999",
          "9223372036854775807",
          "-9223372036854775808",
          "1000000000",
          "2147483648");

  private static final List<String> WRONG_LEVELS =
      List.of(
          "+",
          "-",
          "--1",
          "+-1",
          "1.0",
          "1e2",
          "0x1",
          "ten",
          "1 0",
          "\u0661\u0662",
          "\uff11",
          "\u22121",
          "1,0",
          "1\u200b0",
          "null");

  private static final List<String> WRONG_ACTIONS =
      List.of("DELETE", "Upsert", "remove", "upsert!", "delete delete", "\\n");

  private static final List<String> REASONS =
      List.of(
          "",
          "",
          "promoted",
          "\\N",
          "  kept as it is ",
          "two\nlines",
          "of \"note\", says he",
          "=1+1");

  private static final List<String> BLANKS =
      List.of(" ", "  ", "\t", "\u00a0", "\u3000", " \n", "\u200b", "\ufeff", "\u00ad", "\u200e ");

  private final Random random;
  private final int names;
  private final Flavour flavour;

  Cells(Random random, int names, Flavour flavour) {
    this.random = random;
    this.names = names;
    this.flavour = flavour;
  }

  /** A username that may have a row, without blanks round it. */
  String name() {
    int index = random.nextInt(names);
    return flavour.prefix() + (index < NAMES.size() ? NAMES.get(index) : "user" + index);
  }

  String username() {
    return switch (random.nextInt(60)) {
      case 0 -> "";
      case 1 -> pick(BLANKS);
      case 2 -> "z".repeat(51);
      case 3 -> "🙂".repeat(51);
      case 4 -> perhapsInBlanks(pick(WRONG_NAMES));
      default -> perhapsInBlanks(name());
    };
  }

  String email() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> "";
      case 5, 6 -> perhapsInBlanks("\\N");
      case 7 -> perhapsInBlanks(pick(WRONG_EMAILS));
      case 8, 9, 10, 11 -> perhapsInBlanks(pick(SOUND_EMAILS));
      default -> perhapsInBlanks(soundEmail());
    };
  }

  String soundEmail() {
    return "mail" + random.nextInt(6) + "@example.org";
  }

  String level() {
    String level = anyLevel();
    return flavour.relative() ? level : level.replace("+", "").replace("-", "");
  }

  private String anyLevel() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> "";
      case 4 -> pick(BLANKS);
      case 5 -> perhapsInBlanks(pick(WRONG_LEVELS));
      case 6, 7 -> perhapsInBlanks(pick(ODD_LEVELS));
      default -> perhapsInBlanks(pick(SOUND_LEVELS));
    };
  }

  String action() {
    return switch (random.nextInt(20)) {
      case 0 -> perhapsInBlanks(pick(WRONG_ACTIONS));
      case 1, 2 -> perhapsInBlanks("create");
      case 3, 4 -> perhapsInBlanks("update");
      case 5, 6 -> perhapsInBlanks("delete");
      case 7, 8 -> perhapsInBlanks("upsert");
      case 9 -> pick(BLANKS);
      case 10 -> perhapsInBlanks("\\N");
      default -> "";
    };
  }

  String reason() {
    return pick(REASONS);
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String perhapsInBlanks(String text) {
    return switch (random.nextInt(12)) {
      case 0 -> pick(BLANKS) + text;
      case 1 -> text + pick(BLANKS);
      case 2 -> pick(BLANKS) + text + pick(BLANKS);
      default -> text;
    };
  }
}
