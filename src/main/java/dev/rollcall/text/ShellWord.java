package dev.rollcall.text;

import java.util.regex.Pattern;

/** Writes words of commands that people copy into a shell. */
public final class ShellWord {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+-]+");

  private ShellWord() {}

  /** The word as a POSIX shell takes it for this one. */
  public static String of(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
