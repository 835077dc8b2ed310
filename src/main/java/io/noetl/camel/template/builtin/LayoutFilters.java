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
import io.noetl.camel.template.python.Str;
import io.noetl.camel.template.python.Text;
import io.noetl.camel.template.python.TextTools;
import io.noetl.camel.template.python.TextWrap;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.python.Types;
import io.noetl.camel.template.python.Undefined;
import io.noetl.camel.template.runtime.Rendering;
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
    String text = Str.of(Arithmetic.add(a[0], markup ? new Markup("\n") : "\n", meter));
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
    Object subject = a[0];
    if (subject == null || !Types.isText(subject)) {
      throw new PyError(
          subject instanceof Undefined ? "UndefinedError" : "TypeError",
          "'" + Types.name(subject) + "' object cannot be truncated");
    }
    String text = Types.text(subject);
    String cut = Text.part(text, 0, Numbers.index(length) - (int) endLength);
    if (!Truth.of(a[2])) {
      int blank = cut.lastIndexOf(' ');
      cut = blank < 0 ? cut : cut.substring(0, blank);
    }
    Object kept = subject instanceof Markup ? new Markup(cut) : cut;
    return Arithmetic.add(kept, end, rendering.meter());
  }

  private static Object wordWrap(@Nullable Object[] a, Rendering rendering) {
    Object subject = a[0];
    if (subject instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (subject == null || !Types.isText(subject)) {
      throw new PyError(
          "AttributeError", "'" + Types.name(subject) + "' object has no attribute 'splitlines'");
    }
    String separator = a[3] == null ? "\n" : Str.of(a[3]);
    TextWrap wrap = new TextWrap(Numbers.index(a[1]), Truth.of(a[2]), Truth.of(a[4]));
    PyList lines = Lines.split(Types.text(subject), false);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      out.append(i == 0 ? "" : separator);
      out.append(String.join(separator, wrap.wrap(Str.of(lines.get(i)))));
      rendering.meter().text(out.length());
    }
    return out.toString();
  }
}
