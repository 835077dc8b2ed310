package io.noetl.camel.template.python;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's {@code repr} of any value. */
public final class Repr {
  private static final int MAX_LENGTH = 64 << 20;
  private static final int MAX_DEPTH = 300;

  private final StringBuilder out = new StringBuilder();
  private final Deque<Object> open = new ArrayDeque<>();

  private Repr() {}

  /** The text that stands for a value in a program. */
  public static String of(@Nullable Object value) {
    Repr repr = new Repr();
    repr.write(value);
    return repr.out.toString();
  }

  private void write(@Nullable Object value) {
    switch (value) {
      case String s -> TextRepr.write(s, out);
      case Long l -> out.append(l.longValue());
      case null -> out.append("None");
      case Boolean b -> out.append(b ? "True" : "False");
      case Double d -> out.append(FloatText.of(d));
      case Tuple t -> inside(t, () -> items("(", t, t.size() == 1 ? ",)" : ")"), "(...)");
      case List<?> l -> inside(l, () -> items("[", l, "]"), "[...]");
      case Map<?, ?> m -> inside(m, () -> entries(m), "{...}");
      case Markup m -> {
        out.append("Markup(");
        TextRepr.write(m.text(), out);
        out.append(')');
      }
      case PyObject o -> out.append(o.repr());
      case BigInteger b -> out.append(Numbers.digits(b));
      case byte[] b -> TextRepr.writeBytes(b, out);
      default -> out.append(Numbers.isFloat(value) ? FloatText.of(Numbers.real(value)) : value);
    }
    if (out.length() > MAX_LENGTH) {
      throw new PyError("SecurityError", "a text of more than " + MAX_LENGTH + " characters");
    }
  }

  /** Writes a container once: within itself it is three dots. */
  @SuppressWarnings("ReferenceEquality") // equal containers are not within each other
  private void inside(Object container, Runnable content, String again) {
    if (open.stream().anyMatch(o -> o == container)) {
      out.append(again);
      return;
    }
    if (open.size() >= MAX_DEPTH) {
      throw PyError.recursion(
          "maximum recursion depth exceeded while getting the repr of an object");
    }
    open.push(container);
    content.run();
    open.pop();
  }

  private void items(String before, List<?> items, String after) {
    out.append(before);
    String separator = "";
    for (Object item : items) {
      out.append(separator);
      write(item);
      separator = ", ";
    }
    out.append(after);
  }

  private void entries(Map<?, ?> map) {
    out.append('{');
    int start = out.length();
    Dicts.forEach(
        map,
        (key, value) -> {
          if (out.length() > start) {
            out.append(", ");
          }
          write(key);
          out.append(": ");
          write(value);
        });
    out.append('}');
  }
}
