package io.noetl.camel.template.python;

import io.noetl.camel.template.syntax.Blanks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code pprint.pformat}: the repr with dicts sorted, over several lines where it is wider
 * than 80 characters.
 */
public final class PrettyPrinter {
  private static final int WIDTH = 80;
  private static final int MAX_LENGTH = 16 << 20;
  private static final int MAX_DEPTH = 100;

  private final StringBuilder out = new StringBuilder();

  private PrettyPrinter() {}

  /** The text of a value. */
  public static String format(@Nullable Object value) {
    PrettyPrinter printer = new PrettyPrinter();
    printer.write(value, 0, 0, 0);
    return printer.out.toString();
  }

  private record Entry(@Nullable Object key, @Nullable Object value) {}

  private void write(@Nullable Object value, int indent, int allowance, int level) {
    if (level > MAX_DEPTH) {
      throw PyError.recursion("a value of more than " + MAX_DEPTH + " levels, or within itself");
    }
    String repr = repr(value, level);
    if (Text.length(repr) <= WIDTH - indent - allowance) {
      append(repr);
      return;
    }
    switch (value) {
      case String s -> writeText(s, repr, indent, allowance, level + 1);
      case GroupTuple g -> append(repr);
      case Tuple t -> {
        String end = t.size() == 1 ? ",)" : ")";
        append("(");
        writeItems(t, indent, allowance + end.length(), level + 1);
        append(end);
      }
      case List<?> l -> {
        append("[");
        writeItems(l, indent, allowance + 1, level + 1);
        append("]");
      }
      case Map<?, ?> m -> {
        append("{");
        writeEntries(sorted(m), indent, allowance + 1, level + 1);
        append("}");
      }
      case null, default -> append(repr);
    }
  }

  private void append(String text) {
    out.append(text);
    if (out.length() > MAX_LENGTH) {
      throw new PyError("SecurityError", "a text of more than " + MAX_LENGTH + " characters");
    }
  }

  private void newLine(int indent) {
    append("\n" + " ".repeat(indent));
  }

  private void writeItems(List<?> items, int indent, int allowance, int level) {
    for (int i = 0; i < items.size(); i++) {
      boolean last = i == items.size() - 1;
      if (i > 0) {
        append(",");
        newLine(indent + 1);
      }
      write(items.get(i), indent + 1, last ? allowance : 1, level);
    }
  }

  private void writeEntries(List<Entry> entries, int indent, int allowance, int level) {
    for (int i = 0; i < entries.size(); i++) {
      boolean last = i == entries.size() - 1;
      String key = repr(entries.get(i).key, level);
      append(key);
      append(": ");
      int inside = indent + 1 + Text.length(key) + 2;
      write(entries.get(i).value, inside, last ? allowance : 1, level);
      if (!last) {
        append(",");
        newLine(indent + 1);
      }
    }
  }

  /** A long text: a piece a line, in brackets where it stands alone. */
  private void writeText(String text, String repr, int indent, int allowance, int level) {
    boolean alone = level == 1;
    int left = alone ? indent + 1 : indent;
    List<String> pieces = pieces(text, WIDTH - left, alone ? allowance + 1 : allowance);
    if (pieces.size() == 1) {
      append(repr);
      return;
    }
    append(alone ? "(" : "");
    for (int i = 0; i < pieces.size(); i++) {
      if (i > 0) {
        newLine(left);
      }
      append(pieces.get(i));
    }
    append(alone ? ")" : "");
  }

  private static List<String> pieces(String text, int width, int allowance) {
    List<String> pieces = new ArrayList<>();
    PyList lines = Lines.split(text, true);
    for (int i = 0; i < lines.size(); i++) {
      boolean lastLine = i == lines.size() - 1;
      String line = Str.of(lines.get(i));
      String whole = Repr.of(line);
      if (Text.length(whole) <= (lastLine ? width - allowance : width)) {
        pieces.add(whole);
      } else {
        addWords(words(line), width, lastLine ? allowance : 0, pieces);
      }
    }
    return pieces;
  }

  private static void addWords(
      List<String> words, int width, int lastAllowance, List<String> pieces) {
    String current = "";
    for (int i = 0; i < words.size(); i++) {
      String candidate = current + words.get(i);
      int most = i == words.size() - 1 ? width - lastAllowance : width;
      if (Text.length(Repr.of(candidate)) > most) {
        if (!current.isEmpty()) {
          pieces.add(Repr.of(current));
        }
        current = words.get(i);
      } else {
        current = candidate;
      }
    }
    if (!current.isEmpty()) {
      pieces.add(Repr.of(current));
    }
  }

  /** Words with the white space behind them. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      int start = at;
      while (at < line.length() && !Blanks.is(line.charAt(at))) {
        at++;
      }
      at = Blanks.skip(line, at);
      words.add(line.substring(start, at));
    }
    return words;
  }

  private static String repr(@Nullable Object value, int level) {
    if (level > MAX_DEPTH) {
      throw PyError.recursion("a value of more than " + MAX_DEPTH + " levels, or within itself");
    }
    return switch (value) {
      case GroupTuple g -> Repr.of(g);
      case Tuple t -> "(" + items(t, level) + (t.size() == 1 ? ",)" : ")");
      case List<?> l -> "[" + items(l, level) + "]";
      case Map<?, ?> m -> {
        List<String> parts = new ArrayList<>();
        for (Entry entry : sorted(m)) {
          parts.add(repr(entry.key, level + 1) + ": " + repr(entry.value, level + 1));
        }
        yield "{" + String.join(", ", parts) + "}";
      }
      case null, default -> Repr.of(value);
    };
  }

  private static String items(Collection<?> items, int level) {
    List<String> parts = new ArrayList<>();
    items.forEach(item -> parts.add(repr(item, level + 1)));
    return String.join(", ", parts);
  }

  private static List<Entry> sorted(Map<?, ?> map) {
    List<Entry> entries = new ArrayList<>();
    Dicts.forEach(map, (key, value) -> entries.add(new Entry(key, value)));
    Comparator<Entry> byKey = (a, b) -> compare(a.key, b.key);
    entries.sort(byKey);
    return entries;
  }

  /** Keys that have no order are sorted by their class. */
  private static int compare(@Nullable Object left, @Nullable Object right) {
    try {
      return Ordering.LESS.holds(left, right) ? -1 : Ordering.LESS.holds(right, left) ? 1 : 0;
    } catch (PyError e) {
      return Types.name(left).compareTo(Types.name(right));
    }
  }
}
