package dev.rollcall.jobfile;

import dev.rollcall.problem.Place;
import java.util.List;

/** A part of a YAML file, with the place where it begins. */
sealed interface Node {

  Place place();

  /** As messages call it. */
  String kind();

  /**
   * A single value.
   *
   * @param plain whether it is written without quotes
   */
  record Scalar(String text, boolean plain, Place place) implements Node {
    @Override
    public String kind() {
      return "a single value";
    }

    /** Nothing at all, or one of YAML's words for it. */
    boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }
  }

  /** A list. */
  record Items(List<Node> items, Place place) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A mapping, with its keys in file order; they may repeat. */
  record Entries(List<Entry> entries, Place place) implements Node {
    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** Something that job files do not take, reported already: nobody need complain again. */
  record Refused(Place place) implements Node {
    @Override
    public String kind() {
      return "something refused";
    }
  }

  /** A key with its value. */
  record Entry(String key, Place place, Node value) {}
}
