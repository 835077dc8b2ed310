package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2, with its core schema, into plain values and remembers where each node stands.
 * Aliases are refused: they are how YAML bombs are made, and a pointer would have two places.
 */
final class YamlReader {
  /** Keys that only readers of YAML 1.2 have. */
  private static final Pattern OURS = Pattern.compile("/notify(/\\d+)?/on");

  /** Keys that change nothing: the second one is taken, as NoETL does, with a warning. */
  private static final Set<String> DESCRIPTIVE = Set.of("desc", "description");

  private static final int MAX_DEPTH = 100;
  private static final int MAX_DIGITS = 1_000;
  private static final int MAX_LENGTH = 2_000_000;

  private final List<String> lines;
  private final SourceMap source;
  private final Problems problems;
  private int depth;

  private YamlReader(List<String> lines, SourceMap source, Problems problems) {
    this.lines = lines;
    this.source = source;
    this.problems = problems;
  }

  /** The document's value; null when it can't be read at all, and then a problem says why. */
  static @Nullable Object read(String text, SourceMap source, Problems problems) {
    return new YamlReader(text.lines().toList(), source, problems).compose(text);
  }

  private @Nullable Object compose(String text) {
    if (text.length() > MAX_LENGTH) {
      problems.at(
          "PB0015",
          1,
          1,
          "The document has %d characters (expected: at most %d)."
              .formatted(text.length(), MAX_LENGTH),
          "Keep data outside of the playbook, or cut it into child playbooks.");
      return null;
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MAX_LENGTH)
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(true)
            .setUseMarks(true)
            .setAllowNonScalarKeys(true)
            .build();
    try {
      Parser events = new ParserImpl(settings, new StreamReader(settings, text));
      Optional<Node> root =
          new Composer(settings, new CheckedParser(events, this::check)).getSingleNode();
      if (root.isEmpty()) {
        problems.at("PB0001", 1, 1, "The document is empty.", "Write a playbook.");
        return null;
      }
      return value(root.get(), "");
    } catch (Refused e) {
      return null;
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().orElseGet(() -> e.getContextMark().orElseThrow());
      int line = mark.getLine() + 1;
      problems.at(
          "PB0002", line, mark.getColumn() + 1, "Not YAML: " + e.getProblem() + ".", cure(line));
      return null;
    } catch (ReaderException e) {
      unreadable(e, text);
      return null;
    } catch (YamlEngineException e) {
      problems.at("PB0002", 1, 1, "Not YAML: " + e.getMessage(), "Split or repair the document.");
      return null;
    }
  }

  /**
   * Refuses what must not even be composed: an alias (a bomb's fuse, and a pointer into it would
   * have two places), a tag, nesting without end.
   */
  private void check(Event event) {
    Optional<String> tag = Optional.empty();
    switch (event) {
      case AliasEvent alias -> {
        at(
            "PB0003",
            alias,
            "An alias (*" + alias.getAlias().getValue() + ") stands here.",
            "Write the value out: playbooks have no aliases. Text that begins with * needs"
                + " quotes.");
        throw new Refused();
      }
      case CollectionStartEvent start -> {
        tag = start.getTag();
        depth++;
      }
      case CollectionEndEvent end -> depth--;
      case ScalarEvent scalar -> tag = scalar.getTag();
      default -> {}
    }
    if (tag.isPresent()) {
      at(
          "PB0008",
          event,
          "A tag (" + tag.get() + ") stands here.",
          "Remove it: a value's type is how it is written. Text that begins with ! needs quotes.");
      throw new Refused();
    }
    if (depth > MAX_DEPTH) {
      at(
          "PB0007",
          event,
          "The document is nested deeper than " + MAX_DEPTH + " levels.",
          "Write it flatter, or keep such data outside of the playbook.");
      throw new Refused();
    }
  }

  private void at(String code, Event event, String message, String cure) {
    Mark mark = event.getStartMark().orElseThrow();
    problems.at(code, mark.getLine() + 1, mark.getColumn() + 1, message, cure);
  }

  /** A character that YAML does not have. */
  private void unreadable(ReaderException e, String text) {
    int end =
        text.offsetByCodePoints(
            0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
    String before = text.substring(0, end);
    problems.at(
        "PB0002",
        (int) before.chars().filter(c -> c == '\n').count() + 1,
        end - before.lastIndexOf('\n'),
        "Not YAML: the character U+%04X stands here.".formatted(e.getCodePoint()),
        "Remove it, or write it as an escape in double quotes.");
  }

  private String cure(int line) {
    String before = source.line(line);
    if (before.startsWith("---")) {
      return "Keep one playbook in a file.";
    }
    if (before.contains("\t")) {
      return "Indent with spaces: the line has a tab.";
    }
    if (before.contains("{{") && !before.contains("\"{{") && !before.contains("'{{")) {
      return "Put the template in quotes: \"{{ … }}\".";
    }
    return "Check the indentation, the colons and the quotes of this line and the one before.";
  }

  private @Nullable Object value(Node node, String pointer) {
    if (!source.has(pointer)) {
      source.put(pointer, mark(node, node));
    }
    return switch (node) {
      case MappingNode mapping -> map(mapping, pointer);
      case SequenceNode sequence -> list(sequence, pointer);
      case ScalarNode scalar -> scalar(scalar, pointer);
      default -> throw new IllegalStateException("A YAML node of type " + node.getNodeType());
    };
  }

  private Map<String, @Nullable Object> map(MappingNode node, String pointer) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      String key =
          tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "(not a scalar)";
      String child = SourceMap.child(pointer, key);
      if (!(tuple.getKeyNode() instanceof ScalarNode)) {
        Mark mark = tuple.getKeyNode().getStartMark().orElseThrow();
        problems.at(
            "PB0004",
            mark.getLine() + 1,
            mark.getColumn() + 1,
            "A key is a list or a map.",
            "Use text as a key; a template needs quotes: \"{{ … }}\".");
        continue;
      }
      if (map.containsKey(key) && !DESCRIPTIVE.contains(key)) {
        int line = tuple.getKeyNode().getStartMark().map(m -> m.getLine() + 1).orElse(1);
        int column = tuple.getKeyNode().getStartMark().map(m -> m.getColumn() + 1).orElse(1);
        problems.at(
            "PB0005",
            line,
            column,
            "The key '" + key + "' stands twice in one map.",
            "Remove one of them, the first is on line " + source.at(child).line() + ".");
        continue;
      }
      source.put(child, mark(tuple.getKeyNode(), tuple.getValueNode()));
      if (((ScalarNode) tuple.getKeyNode()).getScalarStyle() == ScalarStyle.PLAIN
          && !OURS.matcher(child).matches()) {
        told(key, key, child);
      }
      if (map.containsKey(key)) {
        problems.warning(
            "PB0006",
            child,
            "The key '" + key + "' stands twice in one map: the last one counts.",
            "Remove one of them.");
      }
      map.put(key, value(tuple.getValueNode(), child));
    }
    return map;
  }

  private List<@Nullable Object> list(SequenceNode node, String pointer) {
    List<@Nullable Object> list = new ArrayList<>();
    for (Node item : node.getValue()) {
      list.add(value(item, SourceMap.child(pointer, list.size())));
    }
    return list;
  }

  private @Nullable Object scalar(ScalarNode node, String pointer) {
    if (node.getScalarStyle() != ScalarStyle.PLAIN) {
      return node.getValue();
    }
    Tag tag = node.getTag();
    String text = node.getValue();
    if (tag.equals(Tag.INT) && text.length() > MAX_DIGITS) {
      problems.error(
          "PB0009",
          pointer,
          "A number has " + text.length() + " digits.",
          "Write it as text, in quotes: numbers have at most " + MAX_DIGITS + " digits.");
      return null;
    }
    Object value = PlainScalars.value(tag, text);
    told(text, value, pointer);
    return value;
  }

  /** Warns of what readers of YAML 1.1 take for something else. */
  private void told(String text, @Nullable Object value, String pointer) {
    PlainScalars.otherwise(text)
        .ifPresent(
            other ->
                problems.warning(
                    "PB0017",
                    pointer,
                    "%s is %s here, as in YAML 1.2; YAML 1.1 takes it for %s."
                        .formatted(text, PlainScalars.describe(value), other),
                    PlainScalars.cure(text, value)));
  }

  private SourceMap.Mark mark(Node key, Node value) {
    Mark at = key.getStartMark().orElseThrow();
    Mark text = value.getStartMark().orElse(at);
    int textLine = text.getLine();
    int textColumn = text.getColumn() + 1;
    if (value instanceof ScalarNode scalar) {
      if (isBlock(scalar)) {
        textLine++;
        while (textLine < lines.size() && lines.get(textLine).isBlank()) {
          textLine++;
        }
        String first = textLine < lines.size() ? lines.get(textLine) : "";
        textColumn = first.length() - first.stripLeading().length() + 1;
      } else if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
        textColumn++;
      }
    }
    return new SourceMap.Mark(at.getLine() + 1, at.getColumn() + 1, textLine + 1, textColumn);
  }

  private static boolean isBlock(ScalarNode scalar) {
    return scalar.getScalarStyle() == ScalarStyle.LITERAL
        || scalar.getScalarStyle() == ScalarStyle.FOLDED;
  }

  /** The document is refused, and a problem says why. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
