package io.noetl.camel.playbook;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the nodes of a document stand: from a JSON pointer (RFC 6901, list items by index) to a
 * place in its text.
 */
public final class SourceMap {

  /**
   * A place in the text, all numbers 1-based.
   *
   * @param line line of the node, or of its key
   * @param column its column
   * @param textLine first line of a scalar's text: for a block scalar the line after its header
   * @param textColumn column at which that text begins
   */
  public record Mark(int line, int column, int textLine, int textColumn) {
    static final Mark START = new Mark(1, 1, 1, 1);
  }

  private final String file;
  private final List<String> lines;
  private final Map<String, String> amounts = new HashMap<>();
  private final Map<String, Mark> marks = new HashMap<>();
  private final Map<String, String> aliases = new HashMap<>();

  SourceMap(String file, List<String> lines) {
    this.file = file;
    this.lines = List.copyOf(lines);
  }

  void put(String pointer, Mark mark) {
    marks.put(pointer, mark);
  }

  /** What is read as one thing is written as another: the places of its members are that one's. */
  void alias(String read, String written) {
    aliases.put(read, written);
  }

  /** The name to print for the document. */
  public String file() {
    return file;
  }

  /** The place of a node, or of the nearest node around it that has one. */
  public Mark at(String pointer) {
    String at = written(pointer);
    while (true) {
      Mark mark = marks.get(at);
      if (mark != null) {
        return mark;
      }
      int slash = at.lastIndexOf('/');
      if (slash < 0) {
        return Mark.START;
      }
      at = at.substring(0, slash);
    }
  }

  /** Whether the document has this very node. */
  public boolean has(String pointer) {
    return marks.containsKey(written(pointer));
  }

  private String written(String pointer) {
    if (marks.containsKey(pointer)) {
      return pointer;
    }
    for (int end = pointer.length(); end > 0; end = pointer.lastIndexOf('/', end - 1)) {
      String alias = aliases.get(pointer.substring(0, end));
      if (alias != null) {
        return alias + pointer.substring(end);
      }
    }
    return pointer;
  }

  /** Whether a line of the document has what a pattern finds. */
  public boolean mentions(Pattern pattern) {
    return lines.stream().anyMatch(line -> pattern.matcher(line).find());
  }

  /** A line's text, empty past the end. */
  public String line(int number) {
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
  }

  /** Appends a member name to a pointer, escaped. */
  public static String child(String pointer, String name) {
    return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
  }

  /** Appends a list index to a pointer. */
  public static String child(String pointer, int index) {
    return pointer + '/' + index;
  }

  /** A number that is given as a template stands at a pointer. */
  void amount(String pointer, String template) {
    amounts.put(pointer, template);
  }

  /** The templates that stand for numbers, by pointer. */
  public Map<String, String> amounts() {
    return Collections.unmodifiableMap(amounts);
  }
}
