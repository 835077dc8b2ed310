package io.noetl.camel.template.python;

import io.noetl.camel.template.syntax.Blanks;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str} that take texts apart and put them together. */
final class StrSplitMethods {
  private StrSplitMethods() {}

  static void addTo(MethodTable table) {
    StrMethods.add(table, "split(sep=None, maxsplit=-1)", (s, a, m) -> split(s, a, false));
    StrMethods.add(table, "rsplit(sep=None, maxsplit=-1)", (s, a, m) -> split(s, a, true));
    StrMethods.add(
        table, "splitlines(keepends=False)", (s, a, m) -> Lines.split(s, Numbers.index(a[0]) != 0));
    StrMethods.add(table, "partition(sep, /)", (s, a, m) -> partition(s, a[0], false));
    StrMethods.add(table, "rpartition(sep, /)", (s, a, m) -> partition(s, a[0], true));
    table.add("str.join(iterable, /)", StrSplitMethods::join);
  }

  private static PyList split(String text, @Nullable Object[] a, boolean right) {
    int most = Numbers.index(a[1]);
    int limit = most < 0 ? Integer.MAX_VALUE : most;
    if (a[0] == null) {
      return right ? blanksFromRight(text, limit) : blanks(text, limit);
    }
    String separator = StrMethods.textOr("must be str or None, not", a[0]);
    if (separator.isEmpty()) {
      throw PyError.value("empty separator");
    }
    return right ? fromRight(text, separator, limit) : fromLeft(text, separator, limit);
  }

  private static PyList fromLeft(String text, String separator, int limit) {
    PyList parts = new PyList();
    int start = 0;
    for (int at = text.indexOf(separator);
        at >= 0 && parts.size() < limit;
        at = text.indexOf(separator, start)) {
      parts.add(text.substring(start, at));
      start = at + separator.length();
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static PyList fromRight(String text, String separator, int limit) {
    PyList parts = new PyList();
    int end = text.length();
    int at = text.lastIndexOf(separator);
    while (at >= 0 && parts.size() < limit) {
      parts.add(text.substring(at + separator.length(), end));
      end = at;
      at = text.lastIndexOf(separator, end - separator.length());
      if (end < separator.length()) {
        break;
      }
    }
    parts.add(text.substring(0, end));
    Collections.reverse(parts);
    return parts;
  }

  private static PyList blanks(String text, int limit) {
    PyList parts = new PyList();
    int at = Blanks.skip(text, 0);
    while (at < text.length()) {
      if (parts.size() == limit) {
        parts.add(text.substring(at));
        break;
      }
      int start = at;
      while (at < text.length() && !Blanks.is(text.charAt(at))) {
        at++;
      }
      parts.add(text.substring(start, at));
      at = Blanks.skip(text, at);
    }
    return parts;
  }

  private static PyList blanksFromRight(String text, int limit) {
    PyList parts = new PyList();
    int at = Blanks.skipBack(text, 0, text.length());
    while (at > 0) {
      if (parts.size() == limit) {
        parts.add(text.substring(0, at));
        break;
      }
      int end = at;
      while (at > 0 && !Blanks.is(text.charAt(at - 1))) {
        at--;
      }
      parts.add(text.substring(at, end));
      at = Blanks.skipBack(text, 0, at);
    }
    Collections.reverse(parts);
    return parts;
  }

  private static Tuple partition(String text, @Nullable Object separator, boolean right) {
    String mark = StrMethods.textOr("must be str, not", separator);
    if (mark.isEmpty()) {
      throw PyError.value("empty separator");
    }
    int at = right ? text.lastIndexOf(mark) : text.indexOf(mark);
    if (at < 0) {
      return right ? new Tuple("", "", text) : new Tuple(text, "", "");
    }
    return new Tuple(text.substring(0, at), mark, text.substring(at + mark.length()));
  }

  private static Object join(Object self, @Nullable Object[] a, Meter meter) {
    if (!Iteration.isIterable(a[0])) {
      throw PyError.type("can only join an iterable");
    }
    boolean markup = self instanceof Markup;
    String separator = Types.text(self);
    StringBuilder out = new StringBuilder();
    Iterator<?> items = Iteration.iterator(a[0]);
    for (int i = 0; items.hasNext(); i++) {
      meter.step();
      Object item = items.next();
      if (!markup && (item == null || !Types.isText(item))) {
        throw PyError.type(
            "sequence item " + i + ": expected str instance, " + Types.name(item) + " found");
      }
      out.append(i == 0 ? "" : separator);
      out.append(markup ? Html.escape(item).text() : Str.of(item));
      meter.text(out.length());
    }
    return markup ? new Markup(out.toString()) : out.toString();
  }
}
