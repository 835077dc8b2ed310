package io.noetl.camel.template.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's {@code json.dumps} as Jinja2 calls it: keys sorted, ASCII only, safe in HTML. */
public final class PythonJson {
  private static final int MAX_LENGTH = 64 << 20;
  private static final int MAX_DEPTH = 300;

  private final StringBuilder out = new StringBuilder();
  private final @Nullable String indent;
  private int depth;

  private PythonJson(@Nullable String indent) {
    this.indent = indent;
  }

  /**
   * The JSON of a value.
   *
   * @param indent the number of blanks or the text by which each level is indented; null for one
   *     line
   */
  public static String htmlSafe(@Nullable Object value, @Nullable Object indent) {
    boolean plain = value != null && Types.isText(value);
    PythonJson json = new PythonJson(plain ? null : indentation(indent));
    json.write(value);
    return json.out.toString();
  }

  private static @Nullable String indentation(@Nullable Object indent) {
    if (indent == null) {
      return null;
    }
    if (Types.isText(indent)) {
      return Types.text(indent);
    }
    if (!Numbers.isInt(indent)) {
      throw PyError.type("can't multiply sequence by non-int of type '" + Types.name(indent) + "'");
    }
    return " ".repeat(Math.clamp(Numbers.index(indent), 0, 1000));
  }

  private void write(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Boolean b -> out.append(b.booleanValue());
      case String s -> text(s);
      case Markup m -> text(m.text());
      case List<?> l -> list(l);
      case Map<?, ?> m -> dict(m);
      default -> {
        if (Numbers.isInt(value)) {
          out.append(Numbers.digits(Numbers.integer(value)));
        } else if (Numbers.isFloat(value)) {
          out.append(real(Numbers.real(value)));
        } else {
          throw PyError.type("Object of type " + Types.name(value) + " is not JSON serializable");
        }
      }
    }
    if (out.length() > MAX_LENGTH) {
      throw new PyError("SecurityError", "a text of more than " + MAX_LENGTH + " characters");
    }
  }

  private static String real(double value) {
    return Double.isNaN(value)
        ? "NaN"
        : Double.isInfinite(value) ? (value > 0 ? "Infinity" : "-Infinity") : FloatText.of(value);
  }

  private void list(List<?> items) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    open('[');
    for (int i = 0; i < items.size(); i++) {
      separate(i);
      write(items.get(i));
    }
    close(']');
  }

  private void dict(Map<?, ?> map) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    List<@Nullable Object> keys = new ArrayList<>();
    Dicts.keys(map).forEachRemaining(keys::add);
    List<@Nullable Object> sorted = Sorting.byThemselves(keys);
    open('{');
    for (int i = 0; i < sorted.size(); i++) {
      Object key = sorted.get(i);
      separate(i);
      text(key(key));
      out.append(": ");
      write(Dicts.get(map, key));
    }
    close('}');
  }

  /** A key as JSON has it. */
  static String key(@Nullable Object key) {
    return switch (key) {
      case String s -> s;
      case Markup m -> m.text();
      case null -> "null";
      case Boolean b -> b.toString();
      default -> {
        if (Numbers.isFloat(key)) {
          yield real(Numbers.real(key));
        }
        if (Numbers.isInt(key)) {
          yield Numbers.digits(Numbers.integer(key));
        }
        throw PyError.type("keys must be str, int, float, bool or None, not " + Types.name(key));
      }
    };
  }

  private void open(char bracket) {
    if (++depth > MAX_DEPTH) {
      throw PyError.recursion("maximum recursion depth exceeded while encoding a JSON object");
    }
    out.append(bracket);
    newLine();
  }

  private void close(char bracket) {
    depth--;
    newLine();
    out.append(bracket);
  }

  private void separate(int index) {
    if (index > 0) {
      out.append(indent == null ? ", " : ",");
      newLine();
    }
  }

  private void newLine() {
    if (indent != null) {
      out.append('\n').append(indent.repeat(depth));
    }
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\b' -> out.append("\\b");
        case '<', '>', '&', '\'' -> escape(c);
        default -> {
          if (c >= ' ' && c <= '~') {
            out.append(c);
          } else {
            escape(c);
          }
        }
      }
    }
    out.append('"');
  }

  private void escape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit(c >> shift & 15, 16));
    }
  }
}
