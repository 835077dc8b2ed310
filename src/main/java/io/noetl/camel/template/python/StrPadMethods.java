package io.noetl.camel.template.python;

import io.noetl.camel.template.syntax.Blanks;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str} that fill texts up and take characters off their ends. */
final class StrPadMethods {
  private StrPadMethods() {}

  static void addTo(MethodTable table) {
    StrMethods.add(table, "strip(chars=None, /)", (s, a, m) -> strip(s, a[0], true, true, "strip"));
    StrMethods.add(
        table, "lstrip(chars=None, /)", (s, a, m) -> strip(s, a[0], true, false, "lstrip"));
    StrMethods.add(
        table, "rstrip(chars=None, /)", (s, a, m) -> strip(s, a[0], false, true, "rstrip"));
    pad(table, "center", 'c');
    pad(table, "ljust", 'l');
    pad(table, "rjust", 'r');
    StrMethods.add(table, "zfill(width, /)", (s, a, m) -> zfill(s, Numbers.index(a[0]), m));
    StrMethods.add(
        table, "expandtabs(tabsize=8)", (s, a, m) -> expandTabs(s, Numbers.index(a[0]), m));
  }

  /** {@code str.strip} and its halves. */
  static String strip(
      String text, @Nullable Object chars, boolean left, boolean right, String method) {
    String set;
    if (chars == null) {
      set = "";
    } else if (Types.isText(chars)) {
      set = Types.text(chars);
    } else {
      throw PyError.type(method + " arg must be None or str");
    }
    IntPredicate taken = chars == null ? Blanks::is : c -> set.indexOf(c) >= 0;
    int start = 0;
    int end = text.length();
    while (left && start < end && taken.test(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (right && end > start && taken.test(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  private static void pad(MethodTable table, String name, char how) {
    table.add(
        "str." + name + "(width, fillchar=' ', /)",
        (self, a, meter) -> {
          String text = Types.text(self);
          int width = Numbers.index(a[0]);
          boolean markup = self instanceof Markup;
          Object fill = markup ? Html.escape(a[1]).text() : a[1];
          if (fill == null || !Types.isText(fill)) {
            throw PyError.type(
                "The fill character must be a unicode character, not " + Types.name(fill));
          }
          if (Text.length(Types.text(fill)) != 1) {
            throw PyError.type("The fill character must be exactly one character long");
          }
          String padded = pad(text, width, Types.text(fill), how, meter);
          return markup ? new Markup(padded) : padded;
        });
  }

  /** Fills a text up on the left ({@code r}), the right ({@code l}) or both sides. */
  private static String pad(String text, int width, String fill, char how, Meter meter) {
    int missing = width - Text.length(text);
    if (missing <= 0) {
      return text;
    }
    meter.text(width);
    int before =
        switch (how) {
          case 'l' -> 0;
          case 'r' -> missing;
          default -> missing / 2 + (missing & width & 1);
        };
    return fill.repeat(before) + text + fill.repeat(missing - before);
  }

  /** {@code str.center} with blanks. */
  static String center(String text, int width, Meter meter) {
    return pad(text, width, " ", 'c', meter);
  }

  private static String zfill(String text, int width, Meter meter) {
    int missing = width - Text.length(text);
    if (missing <= 0) {
      return text;
    }
    meter.text(width);
    boolean sign = text.startsWith("-") || text.startsWith("+");
    int split = sign ? 1 : 0;
    return text.substring(0, split) + "0".repeat(missing) + text.substring(split);
  }

  private static String expandTabs(String text, int size, Meter meter) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int c = text.codePointAt(at);
      if (c == '\t') {
        int blanks = size <= 0 ? 0 : size - column % size;
        meter.text((long) out.length() + blanks);
        out.append(" ".repeat(blanks));
        column += blanks;
      } else {
        out.appendCodePoint(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return out.toString();
  }
}
