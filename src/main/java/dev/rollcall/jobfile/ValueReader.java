package dev.rollcall.jobfile;

import dev.rollcall.problem.Place;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values: puts variables in, and turns what is wrong with one into a problem at its
 * place. Where something is wrong, the value is null.
 */
final class ValueReader {

  private final Environment environment;
  private final Problems problems;

  ValueReader(Environment environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /**
   * The value of a key.
   *
   * @param keyPlace where to report that nothing is there
   */
  @Nullable Scalar value(Key key, Node node, Place keyPlace) {
    if (!(node instanceof Node.Scalar scalar)) {
      if (!(node instanceof Node.Refused)) {
        problems.add(node.place(), key.word() + " can't be " + node.kind(), null);
      }
      return null;
    }
    Scalar value = new Scalar(scalar.text(), !scalar.plain(), false, scalar.place());
    if (Environment.concerns(value.text())) {
      String expanded = read(key, value, environment::expand);
      return expanded == null ? null : new Scalar(expanded, false, true, value.place());
    }
    if (scalar.isNull()) {
      problems.add(keyPlace, key.word() + " has no value", "give it one, or remove the key");
      return null;
    }
    return value;
  }

  /** A value that is written without quotes; {@code words} judges the rest, and first. */
  <T> @Nullable T unquoted(Key key, Scalar value, Function<String, @Nullable T> words) {
    return read(
        key,
        value,
        text -> {
          @Nullable T read = words.apply(text);
          if (value.quoted()) {
            throw new WrongWord("must be written without quotes", "write " + text);
          }
          return read;
        });
  }

  /** A value as {@code words} understands it. */
  <T> @Nullable T read(Key key, Scalar value, Function<String, @Nullable T> words) {
    try {
      return words.apply(value.text());
    } catch (WrongWord wrong) {
      String what = wrong.what();
      problems.add(
          value.place(),
          key.word() + " " + (value.secret() ? withoutQuotation(what) : what),
          wrong.advice());
      return null;
    }
  }

  /** The words for what is wrong, without the value or the part of it that they quote. */
  private static String withoutQuotation(String what) {
    return what.replaceAll("\".*\"", "what its variable holds");
  }
}
