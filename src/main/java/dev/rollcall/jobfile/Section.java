package dev.rollcall.jobfile;

import dev.rollcall.problem.Place;
import dev.rollcall.text.Nearest;
import dev.rollcall.text.Visible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a job file, held against the table of keys. Unknown, repeated and missing keys are
 * reported when it is made, wrong values when they are read; reading goes on either way, with null
 * for what is missing or wrong.
 */
final class Section {

  private final Place place;
  private final ValueReader values;
  private final Problems problems;
  private final Map<String, Node.Entry> entries = new HashMap<>();

  private Section(Place place, ValueReader values, Problems problems) {
    this.place = place;
    this.values = values;
    this.problems = problems;
  }

  /**
   * The whole file, or a section below a key.
   *
   * @param place where to report what is missing
   */
  static Section of(Node node, Key key, Place place, ValueReader values, Problems problems) {
    Section section = new Section(place, values, problems);
    String advice = key.keys().isEmpty() ? null : "its keys are " + listed(key);
    if (node instanceof Node.Entries mapping) {
      section.take(mapping, key);
    } else if (node instanceof Node.Scalar scalar && scalar.isNull()) {
      problems.add(place, key.word() + " has no value", advice);
    } else if (!(node instanceof Node.Refused)) {
      problems.add(node.place(), key.word() + " must be a mapping, not " + node.kind(), advice);
    }
    return section;
  }

  private void take(Node.Entries mapping, Key section) {
    for (Node.Entry entry : mapping.entries()) {
      Node.Entry earlier = entries.putIfAbsent(entry.key(), entry);
      if (earlier != null) {
        problems.add(
            entry.place(),
            "the key "
                + JobValues.key(entry.key())
                + " is in line "
                + earlier.place().line()
                + " already",
            "remove one of the two");
      }
    }
    Set<String> known = new LinkedHashSet<>(section.keys().stream().map(Key::word).toList());
    for (Node.Entry entry : mapping.entries()) {
      if (!known.contains(entry.key()) && entries.get(entry.key()) == entry) {
        takeUnknown(entry, section, Nearest.to(entry.key(), known));
      }
    }
    for (Key key : section.keys()) {
      if (key.required() && !has(key)) {
        problems.add(place, section.word() + " needs the key \"" + key.word() + "\"", null);
      }
    }
  }

  private void takeUnknown(Node.Entry entry, Key section, @Nullable String near) {
    String advice = near == null ? whereElse(entry.key(), section) : JobValues.didYouMean(near);
    problems.add(entry.place(), "unknown key " + JobValues.key(entry.key()), advice);
    if (near != null) {
      // What is below a misspelt key is read as what was meant, so its faults are found at once.
      entries.putIfAbsent(near, entry);
    }
  }

  private static String whereElse(String word, Key section) {
    Key home = section.form() instanceof Form.Columns ? null : Key.sectionWith(word);
    if (home == null) {
      return "the keys here are " + listed(section);
    }
    if (home == Key.TOP && section == Key.REPORT_FILE) {
      return "it belongs to an import";
    }
    return home == Key.TOP
        ? "it belongs at the top, without indentation"
        : "it belongs under \"" + home.word() + "\"";
  }

  private static String listed(Key section) {
    return section.keys().stream().map(Key::word).collect(Collectors.joining(", "));
  }

  /** Where a value is, or else the section. */
  Place place(Key key) {
    Node.Entry entry = entries.get(key.word());
    return entry == null ? place : entry.value().place();
  }

  boolean has(Key key) {
    return entries.containsKey(key.word());
  }

  /** Whether a key has neither a list nor a mapping as its value. */
  boolean isSingle(Key key) {
    Node.Entry entry = entries.get(key.word());
    return entry != null && entry.value() instanceof Node.Scalar;
  }

  /** Whether a key has a mapping as its value. */
  boolean isMapping(Key key) {
    Node.Entry entry = entries.get(key.word());
    return entry != null && entry.value() instanceof Node.Entries;
  }

  /** The section below a key; an empty one if there is none. */
  Section section(Key key) {
    Node.Entry entry = entries.get(key.word());
    return entry == null
        ? new Section(place, values, problems)
        : of(entry.value(), key, entry.place(), values, problems);
  }

  /** The single value of a key. */
  @Nullable Scalar value(Key key) {
    Node.Entry entry = entries.get(key.word());
    return entry == null ? null : values.value(key, entry.value(), entry.place());
  }

  /** The keys of a mapping that the user has chosen, with their places. */
  Map<String, Place> names(Key key) {
    Map<String, Place> names = new LinkedHashMap<>();
    Node.Entry entry = entries.get(key.word());
    if (entry != null && entry.value() instanceof Node.Entries below) {
      below.entries().forEach(each -> names.putIfAbsent(each.key(), each.place()));
    }
    return names;
  }

  /** A value as one of {@link JobValues} understands it. */
  <T> @Nullable T word(Key key, Function<String, @Nullable T> words) {
    Scalar value = value(key);
    return value == null ? null : values.read(key, value, words);
  }

  /** A line of text. */
  @Nullable String text(Key key) {
    Form.Text form = (Form.Text) key.form();
    return word(key, text -> JobValues.text(text, form.longest()));
  }

  /** One text, or the texts of a list. */
  @Nullable List<String> texts(Key key) {
    Form.Texts form = (Form.Texts) key.form();
    return words(key, text -> JobValues.text(text, form.longest()));
  }

  /** One value, or the values of a list, as one of {@link JobValues} understands them. */
  <T> @Nullable List<T> words(Key key, Function<String, @Nullable T> each) {
    Form.Texts form = (Form.Texts) key.form();
    Node.Entry entry = entries.get(key.word());
    if (entry == null || !(entry.value() instanceof Node.Items list)) {
      T word = word(key, each);
      return word == null ? null : List.of(word);
    }
    if (list.items().isEmpty() || list.items().size() > form.most()) {
      String bounds = key.word() + " must have 1 to " + form.most() + " entries";
      problems.add(list.place(), bounds, null);
    }
    List<T> words = new ArrayList<>();
    for (Node item : list.items()) {
      Scalar value = values.value(key, item, item.place());
      T word = value == null ? null : values.read(key, value, each);
      if (word != null) {
        words.add(word);
      }
    }
    return words;
  }

  /**
   * The single values of a mapping whose keys the user has chosen; each key as {@code names} has
   * it.
   */
  Map<String, String> texts(Key key, Function<String, @Nullable String> names) {
    Map<String, String> texts = new LinkedHashMap<>();
    Node.Entry mapping = entries.get(key.word());
    if (mapping == null) {
      return texts;
    }
    if (!(mapping.value() instanceof Node.Entries below)) {
      problems.add(
          mapping.value().place(),
          key.word() + " must be a mapping, not " + mapping.value().kind(),
          null);
      return texts;
    }
    for (Node.Entry entry : below.entries()) {
      Scalar written = new Scalar(entry.key(), false, false, entry.place());
      String name = values.read(key, written, names);
      Scalar value = values.value(key, entry.value(), entry.place());
      if (name != null && value != null && texts.put(name, value.text()) != null) {
        problems.add(
            entry.place(),
            key.word() + " has " + Visible.quoted(name) + " twice",
            "remove one of the two");
      }
    }
    return texts;
  }

  @Nullable Long wholeNumber(Key key) {
    Form.WholeNumber form = (Form.WholeNumber) key.form();
    return unquoted(key, text -> JobValues.wholeNumber(text, form.least(), form.most()));
  }

  @Nullable Boolean trueOrFalse(Key key) {
    return unquoted(key, JobValues::trueOrFalse);
  }

  private <T> @Nullable T unquoted(Key key, Function<String, @Nullable T> words) {
    Scalar value = value(key);
    return value == null ? null : values.unquoted(key, value, words);
  }
}
