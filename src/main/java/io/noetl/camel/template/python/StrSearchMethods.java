package io.noetl.camel.template.python;

import org.jspecify.annotations.Nullable;

/** The methods of {@code str} that look for a part. */
final class StrSearchMethods {
  private StrSearchMethods() {}

  static void addTo(MethodTable table) {
    StrMethods.add(table, "find(sub, start=None, end=None, /)", (s, a, m) -> find(s, a, false));
    StrMethods.add(table, "rfind(sub, start=None, end=None, /)", (s, a, m) -> find(s, a, true));
    StrMethods.add(table, "index(sub, start=None, end=None, /)", (s, a, m) -> index(s, a, false));
    StrMethods.add(table, "rindex(sub, start=None, end=None, /)", (s, a, m) -> index(s, a, true));
    StrMethods.add(table, "count(sub, start=None, end=None, /)", (s, a, m) -> count(s, a));
    StrMethods.add(
        table,
        "startswith(prefix, start=None, end=None, /)",
        (s, a, m) -> matches(s, a, true, "startswith"));
    StrMethods.add(
        table,
        "endswith(suffix, start=None, end=None, /)",
        (s, a, m) -> matches(s, a, false, "endswith"));
    StrMethods.add(
        table,
        "removeprefix(prefix, /)",
        (s, a, m) -> {
          String prefix = StrMethods.text("removeprefix() argument", a[0]);
          return s.startsWith(prefix) ? s.substring(prefix.length()) : s;
        });
    StrMethods.add(
        table,
        "removesuffix(suffix, /)",
        (s, a, m) -> {
          String suffix = StrMethods.text("removesuffix() argument", a[0]);
          return s.endsWith(suffix) ? s.substring(0, s.length() - suffix.length()) : s;
        });
    StrMethods.add(table, "replace(old, new, count=-1, /)", StrSearchMethods::replace);
  }

  /** The part of a text that a search is about. */
  private record Part(String text, int start, boolean exists) {
    static Part of(String text, @Nullable Object start, @Nullable Object end) {
      if (start == null && end == null) {
        return new Part(text, 0, true);
      }
      int length = Text.length(text);
      int from = start == null ? 0 : bound(start, length);
      int to = end == null ? length : Math.min(length, bound(end, length));
      boolean exists = from <= to;
      return new Part(exists ? Text.part(text, from, to) : "", from, exists);
    }

    private static int bound(Object value, int length) {
      if (!Numbers.isInt(value)) {
        throw PyError.type("slice indices must be integers or None or have an __index__ method");
      }
      int index = Numbers.index(value);
      return index < 0 ? Math.max(0, index + length) : index;
    }
  }

  private static long find(String text, @Nullable Object[] a, boolean last) {
    Part part = Part.of(text, a[1], a[2]);
    String sub = StrMethods.textOr("must be str, not", a[0]);
    if (!part.exists) {
      return -1;
    }
    int at = last ? part.text.lastIndexOf(sub) : part.text.indexOf(sub);
    return at < 0 ? -1 : part.start + part.text.codePointCount(0, at);
  }

  private static long index(String text, @Nullable Object[] a, boolean last) {
    long at = find(text, a, last);
    if (at < 0) {
      throw PyError.value("substring not found");
    }
    return at;
  }

  private static long count(String text, @Nullable Object[] a) {
    Part part = Part.of(text, a[1], a[2]);
    String sub = StrMethods.textOr("must be str, not", a[0]);
    if (!part.exists) {
      return 0;
    }
    if (sub.isEmpty()) {
      return Text.length(part.text) + 1L;
    }
    long count = 0;
    for (int at = part.text.indexOf(sub); at >= 0; at = part.text.indexOf(sub, at + sub.length())) {
      count++;
    }
    return count;
  }

  private static boolean matches(String text, @Nullable Object[] a, boolean start, String method) {
    Part part = Part.of(text, a[1], a[2]);
    if (a[0] instanceof Tuple tuple) {
      for (Object one : tuple) {
        if (one == null || !Types.isText(one)) {
          throw PyError.type(
              "tuple for " + method + " must only contain str, not " + Types.name(one));
        }
        if (matches(part, Types.text(one), start)) {
          return true;
        }
      }
      return false;
    }
    if (a[0] == null || !Types.isText(a[0])) {
      throw PyError.type(
          method + " first arg must be str or a tuple of str, not " + Types.name(a[0]));
    }
    return matches(part, Types.text(a[0]), start);
  }

  private static boolean matches(Part part, String what, boolean start) {
    return part.exists && (start ? part.text.startsWith(what) : part.text.endsWith(what));
  }

  private static Object replace(String text, @Nullable Object[] a, Meter meter) {
    String old = StrMethods.text("replace() argument 1", a[0]);
    String replacement = StrMethods.text("replace() argument 2", a[1]);
    return Replacement.of(text, old, replacement, Numbers.index(a[2]), meter);
  }
}
