package io.noetl.camel.template.python;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Python's format specification: {@code
 * [[fill]align][sign][z][#][0][width][grouping][.precision][type]}.
 *
 * @param fill the code point that fills up
 * @param align {@code < > ^ =}, or 0 for the type's own
 * @param sign {@code + -} or space, or 0
 * @param positiveZero whether {@code z} is there: a zero has no sign
 * @param alternate whether {@code #} is there
 * @param width the least width
 * @param grouping {@code ,} or {@code _}, or 0
 * @param precision the precision, or -1
 * @param type the type, or 0
 */
record FormatSpec(
    int fill,
    char align,
    char sign,
    boolean positiveZero,
    boolean alternate,
    int width,
    char grouping,
    int precision,
    char type) {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\\d+)?([,_]*)(?:\\.(\\d*))?(.*)", Pattern.DOTALL);

  /** Reads a specification for a value of a type. */
  static FormatSpec of(String text, String typeName, Meter meter) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw invalid(text, typeName);
    }
    String fill = matcher.group(1);
    String align = matcher.group(2);
    boolean zero = matcher.group(6) != null;
    String type = or(matcher.group(10), "");
    if (type.codePointCount(0, type.length()) > 1) {
      throw invalid(text, typeName);
    }
    String precision = matcher.group(9);
    if (precision != null && precision.isEmpty()) {
      throw PyError.value("Format specifier missing precision");
    }
    int width = number(or(matcher.group(7), "0"));
    meter.text(width);
    return new FormatSpec(
        fill != null ? fill.codePointAt(0) : zero && align == null ? '0' : zero ? '0' : ' ',
        align != null ? align.charAt(0) : zero ? '=' : 0,
        first(matcher.group(3)),
        matcher.group(4) != null,
        matcher.group(5) != null,
        width,
        grouping(or(matcher.group(8), "")),
        precision == null ? -1 : number(precision),
        type.isEmpty() ? 0 : type.charAt(0));
  }

  private static char grouping(String marks) {
    if (marks.length() > 1) {
      throw PyError.value(
          marks.contains(",") && marks.contains("_")
              ? "Cannot specify both ',' and '_'."
              : "Cannot specify '" + marks.charAt(0) + "' with '" + marks.charAt(0) + "'.");
    }
    return first(marks);
  }

  private static PyError invalid(String text, String typeName) {
    return PyError.value(
        "Invalid format specifier '" + text + "' for object of type '" + typeName + "'");
  }

  private static int number(String digits) {
    if (digits.length() > 9) {
      throw PyError.value("Too many decimal digits in format string");
    }
    return Integer.parseInt(digits);
  }

  private static char first(@Nullable String text) {
    return text == null || text.isEmpty() ? 0 : text.charAt(0);
  }

  private static String or(@Nullable String text, String other) {
    return text == null ? other : text;
  }

  /** Refuses {@code z} where there are no floats. */
  void refusePositiveZero(String where) {
    if (positiveZero) {
      throw PyError.value(
          "Negative zero coercion (z) not allowed in " + where + " format specifier");
    }
  }

  /** Fills a text up to the width. */
  String pad(String text, char ownAlign) {
    int missing = width - Text.length(text);
    if (missing <= 0) {
      return text;
    }
    char how = align == 0 ? ownAlign : align;
    String filler = Character.toString(fill);
    return switch (how) {
      case '<' -> text + filler.repeat(missing);
      case '^' -> filler.repeat(missing / 2) + text + filler.repeat(missing - missing / 2);
      default -> filler.repeat(missing) + text;
    };
  }
}
