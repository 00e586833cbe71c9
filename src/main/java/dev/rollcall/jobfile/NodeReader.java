package dev.rollcall.jobfile;

import dev.rollcall.problem.Place;
import dev.rollcall.text.Visible;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML text into nodes, and refuses what job files have no use for: tags, anchors and aliases
 * (and with them merge keys), a second document, keys that are no words.
 *
 * <p>Built on the parser's events instead of its node tree: that one resolves aliases and guesses
 * types before anyone can object, and its limits know no place.
 */
final class NodeReader {

  /** Twice what the deepest key needs. */
  static final int DEEPEST = 10;

  private final String file;
  private final String text;
  private final Problems problems;
  private final ParserImpl parser;
  private Place last;

  NodeReader(String file, String text, Problems problems) {
    this.file = file;
    this.text = text;
    this.problems = problems;
    this.last = new Place(file, 1, 1);
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(JobText.LARGEST);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(0);
    this.parser = new ParserImpl(new StreamReader(text), options);
  }

  /** The file's only document. Not to be called twice. */
  Node read() {
    try {
      return document();
    } catch (MarkedYAMLException broken) {
      throw problems.last(SyntaxProblem.of(broken, file, text));
    } catch (YAMLException broken) {
      // The parser doesn't say where; what it gave last is close by.
      String said = "not YAML behind this: " + broken.getMessage();
      throw problems.last(Problems.problem(last, said, "fix the indentation or the brackets"));
    } catch (NumberFormatException broken) {
      // What the parser makes of an escape such as \x41 that the end of the file cuts off.
      String said = "not YAML behind this: an escape in quotes is cut off";
      throw problems.last(Problems.problem(last, said, "complete it, and close the quotes"));
    }
  }

  private Node document() {
    parser.getEvent(); // the stream begins
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      throw problems.last(
          Problems.problem(new Place(file, 1, 1), "the file is empty", "begin with \"import:\""));
    }
    parser.getEvent(); // the document begins
    Node root = node(1);
    parser.getEvent(); // the document ends
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      problems.add(
          place(parser.peekEvent()),
          "a second document begins here",
          "write one file for each job, or remove the \"---\"");
    }
    return root;
  }

  private Node node(int depth) {
    Event event = parser.getEvent();
    Place place = place(event);
    last = place;
    if (depth > DEEPEST) {
      throw problems.last(
          Problems.problem(place, "this is nested deeper than " + DEEPEST + " levels", null));
    }
    if (event instanceof AliasEvent alias) {
      String written = Visible.quoted("*" + alias.getAnchor());
      problems.add(
          place,
          "job files take no aliases, which is what " + written + " is in YAML",
          "put quotes around it if it is text, or repeat the value");
      return new Node.Refused(place);
    }
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      problems.add(
          place,
          "job files take no anchors, which is what "
              + Visible.quoted("&" + node.getAnchor())
              + " is",
          "put quotes around it if it is text, or remove it");
    }
    String tag = tag(event);
    if (tag != null) {
      problems.add(
          place,
          "job files take no tags, which is what " + Visible.quoted(tag) + " is",
          "put quotes around it if it is text, or remove it");
    }
    Node node = content(event, place, depth);
    return tag == null ? node : new Node.Refused(place);
  }

  private Node content(Event event, Place place, int depth) {
    if (event instanceof MappingStartEvent) {
      List<Node.Entry> entries = new ArrayList<>();
      while (!parser.checkEvent(Event.ID.MappingEnd)) {
        Node key = node(depth + 1);
        Node value = node(depth + 1);
        if (key instanceof Node.Scalar word) {
          entries.add(new Node.Entry(word.text(), word.place(), value));
        } else if (!(key instanceof Node.Refused)) {
          problems.add(
              key.place(),
              "a key must be a word, not " + key.kind(),
              "put quotes around it if it is text");
        }
      }
      parser.getEvent();
      return new Node.Entries(List.copyOf(entries), place);
    }
    if (event instanceof SequenceStartEvent) {
      List<Node> items = new ArrayList<>();
      while (!parser.checkEvent(Event.ID.SequenceEnd)) {
        items.add(node(depth + 1));
      }
      parser.getEvent();
      return new Node.Items(List.copyOf(items), place);
    }
    ScalarEvent scalar = (ScalarEvent) event;
    return new Node.Scalar(scalar.getValue(), scalar.isPlain(), place);
  }

  private static @Nullable String tag(Event event) {
    String tag = null;
    if (event instanceof ScalarEvent scalar) {
      tag = scalar.getTag();
    } else if (event instanceof CollectionStartEvent collection) {
      tag = collection.getTag();
    }
    return tag == null ? null : tag.replace("tag:yaml.org,2002:", "!!");
  }

  private Place place(Event event) {
    return place(file, event.getStartMark());
  }

  static Place place(String file, Mark mark) {
    return new Place(file, mark.getLine() + 1L, mark.getColumn() + 1);
  }
}
