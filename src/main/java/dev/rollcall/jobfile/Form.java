package dev.rollcall.jobfile;

import java.util.List;

/** What the value of a {@link Key} may be. */
sealed interface Form {

  /** A mapping with keys of its own. */
  record Section(List<Key> keys) implements Form {}

  /** The mapping of fields to columns, or a word instead of it. */
  record Columns(List<Key> keys, List<String> words) implements Form {}

  /** A mapping of extra columns, whose names the user has chosen, to columns of the input. */
  record Extras(int most) implements Form {}

  /** A column's name, or its position where there are no names. */
  record Column(int lastPosition) implements Form {}

  /** Any text of one line, quoted or not. */
  record Text(int longest) implements Form {}

  /** An address in the web, which is a secret. */
  record Url(int longest) implements Form {}

  /** Any text of one line, or a mapping that says more. */
  record TextOrSection(int longest, List<Key> keys) implements Form {}

  /** One of some words, or a mapping that says more. */
  record WordOrSection(List<String> words, List<Key> keys) implements Form {}

  /** A number of days: {@code 30d}. */
  record Days(int most) implements Form {}

  /** One text or a list of them. */
  record Texts(int longest, int most) implements Form {}

  /** One of some words. */
  record OneOf(List<String> words) implements Form {}

  /** A whole number, without quotes. */
  record WholeNumber(long least, long most) implements Form {}

  /** {@code true} or {@code false}, without quotes, and none of YAML's other words for them. */
  record TrueOrFalse() implements Form {}

  /** The number of a run, or the word for the newest. */
  record Run(long most) implements Form {}

  /** A day, or a moment to the second, in UTC. */
  record Moment() implements Form {}

  /** What means null. */
  record NullText() implements Form {}

  /** By what a file is known to be whole. */
  record Ready() implements Form {}

  /** A glob of the names of files in one folder. */
  record Glob(int longest) implements Form {}

  /** A mapping of names that the user has chosen to single values. */
  record Parameters() implements Form {}

  /** A count or a share, of rejects or of users. */
  record Limit(long most) implements Form {}
}
