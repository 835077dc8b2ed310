package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.Arithmetic;
import io.noetl.camel.template.python.Iteration;
import io.noetl.camel.template.python.Lines;
import io.noetl.camel.template.python.Markup;
import io.noetl.camel.template.python.Meter;
import io.noetl.camel.template.python.Numbers;
import io.noetl.camel.template.python.Ordering;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.PyList;
import io.noetl.camel.template.python.Repr;
import io.noetl.camel.template.python.SliceValue;
import io.noetl.camel.template.python.Str;
import io.noetl.camel.template.python.TextTools;
import io.noetl.camel.template.python.TextWrap;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.python.Tuple;
import io.noetl.camel.template.python.Types;
import io.noetl.camel.template.python.Undefined;
import io.noetl.camel.template.runtime.Rendering;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters that lay texts out: indent, wrap, center, cut. */
final class LayoutFilters {
  private static final long LEEWAY = 5;

  private LayoutFilters() {}

  static void addTo(Registry registry) {
    registry
        .filter(
            "center",
            "do_center(value, width=80)",
            (a, r) ->
                TextFilters.map(
                    a[0], text -> TextTools.center(text, Numbers.index(a[1]), r.meter())))
        .filter("indent", "do_indent(s, width=4, first=False, blank=False)", LayoutFilters::indent)
        .filter(
            "truncate",
            "do_truncate(env, s, length=255, killwords=False, end='...', leeway=None)",
            LayoutFilters::truncate)
        .filter(
            "wordwrap",
            "do_wordwrap(environment, s, width=79, break_long_words=True, wrapstring=None,"
                + " break_on_hyphens=True)",
            LayoutFilters::wordWrap);
  }

  private static Object indent(@Nullable Object[] a, Rendering rendering) {
    Meter meter = rendering.meter();
    Object width = a[1];
    String indention =
        width != null && Types.isText(width)
            ? Types.text(width)
            : Str.of(Arithmetic.multiply(" ", width, meter));
    boolean markup = a[0] instanceof Markup;
    String text = withLineEnd(a[0]);
    PyList lines = Lines.split(text, false);
    StringBuilder out = new StringBuilder(Truth.of(a[2]) ? indention : "");
    for (int i = 0; i < lines.size(); i++) {
      String line = Str.of(lines.get(i));
      out.append(i == 0 ? "" : "\n");
      boolean indented = i > 0 && (Truth.of(a[3]) || !line.isEmpty());
      out.append(indented ? indention : "").append(line);
      meter.text(out.length());
    }
    return markup ? new Markup(out.toString()) : out.toString();
  }

  /** What Jinja2 does first: {@code s += "\n"}, then {@code s.splitlines()}. */
  private static String withLineEnd(@Nullable Object value) {
    if (value != null && Types.isText(value)) {
      return Types.text(value) + "\n";
    }
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (value instanceof Tuple) {
      throw PyError.type("can only concatenate tuple (not \"str\") to tuple");
    }
    if (value instanceof List<?>) {
      throw new PyError("AttributeError", "'list' object has no attribute 'splitlines'");
    }
    throw PyError.type("unsupported operand type(s) for +=: '" + Types.name(value) + "' and 'str'");
  }

  private static @Nullable Object truncate(@Nullable Object[] a, Rendering rendering) {
    Object length = a[1];
    Object end = a[3];
    Object leeway = a[4] == null ? LEEWAY : a[4];
    long endLength = Iteration.length(end);
    if (!Ordering.GREATER_OR_EQUAL.holds(length, endLength)) {
      throw new PyError(
          "AssertionError", "expected length >= " + endLength + ", got " + Str.of(length));
    }
    if (!Ordering.GREATER_OR_EQUAL.holds(leeway, 0L)) {
      throw new PyError("AssertionError", "expected leeway >= 0, got " + Str.of(leeway));
    }
    long most = Numbers.index(Arithmetic.add(length, leeway, rendering.meter()));
    if (Iteration.length(a[0]) <= most) {
      return a[0];
    }
    Object stop = Arithmetic.subtract(length, endLength);
    Object cut = new SliceValue(null, stop, null).of(a[0]);
    return Arithmetic.add(Truth.of(a[2]) ? cut : withoutLastWord(cut), end, rendering.meter());
  }

  private static Object withoutLastWord(@Nullable Object value) {
    if (value == null || !Types.isText(value)) {
      throw new PyError(
          "AttributeError", "'" + Types.name(value) + "' object has no attribute 'rsplit'");
    }
    return TextFilters.map(
        value,
        text -> {
          int blank = text.lastIndexOf(' ');
          return blank < 0 ? text : text.substring(0, blank);
        });
  }

  private static Object wordWrap(@Nullable Object[] a, Rendering rendering) {
    Object subject = a[0];
    if (a[3] != null && !Types.isText(a[3])) {
      throw new PyError(
          "AttributeError", "'" + Types.name(a[3]) + "' object has no attribute 'join'");
    }
    if (subject instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (subject == null || !Types.isText(subject)) {
      throw new PyError(
          "AttributeError", "'" + Types.name(subject) + "' object has no attribute 'splitlines'");
    }
    String separator = a[3] == null ? "\n" : Str.of(a[3]);
    PyList lines = Lines.split(Types.text(subject), false);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      out.append(i == 0 ? "" : separator);
      TextWrap wrap = new TextWrap(wrapWidth(a[1]), a[2], a[4]);
      out.append(String.join(separator, wrap.wrap(Str.of(lines.get(i)))));
      rendering.meter().text(out.length());
    }
    return out.toString();
  }

  private static int wrapWidth(@Nullable Object width) {
    if (Ordering.LESS_OR_EQUAL.holds(width, 0L)) {
      throw PyError.value("invalid width " + Repr.of(width) + " (must be > 0)");
    }
    return width != null && Numbers.isFloat(width)
        ? (int) Numbers.real(width)
        : Numbers.index(width);
  }
}
