package io.noetl.camel.template.python;

import io.noetl.camel.template.syntax.Blanks;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's {@code int()} and {@code float()}. */
public final class NumberParsing {
  private static final Pattern FLOAT =
      Pattern.compile(
          "[+-]?(?:\\d+(?:_\\d+)*\\.?(?:\\d+(?:_\\d+)*)?|\\.\\d+(?:_\\d+)*)"
              + "(?:[eE][+-]?\\d+(?:_\\d+)*)?");
  private static final Pattern SPECIAL =
      Pattern.compile("([+-]?)(inf|infinity|nan)", Pattern.CASE_INSENSITIVE);
  private static final int DECIMAL = 10;

  private NumberParsing() {}

  /** {@code int(value)} of a value that is no text. */
  public static Number toInt(@Nullable Object value) {
    if (value != null && Numbers.isInt(value)) {
      return Numbers.integer(value);
    }
    if (value != null && Numbers.isFloat(value)) {
      return Numbers.truncate(Numbers.real(value));
    }
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    throw PyError.type(
        "int() argument must be a string, a bytes-like object or a real number, not '"
            + Types.name(value)
            + "'");
  }

  /**
   * {@code int(text, base)}.
   *
   * @param shown the value for messages
   */
  public static Number parseInt(String text, @Nullable Object base, Object shown) {
    if (!Numbers.isInt(base)) {
      throw PyError.type("'" + Types.name(base) + "' object cannot be interpreted as an integer");
    }
    int radix = Numbers.index(base);
    if (radix != 0 && (radix < 2 || radix > 36)) {
      throw PyError.value("int() base must be >= 2 and <= 36, or 0");
    }
    PyError invalid =
        PyError.value("invalid literal for int() with base " + radix + ": " + Repr.of(shown));
    String digits = strip(text);
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    int prefixed = prefixRadix(digits);
    boolean hasPrefix = prefixed != 0 && (radix == 0 || radix == prefixed);
    if (hasPrefix) {
      digits = digits.substring(2);
      digits = digits.startsWith("_") ? digits.substring(1) : digits;
    }
    int used = hasPrefix ? prefixed : radix == 0 ? DECIMAL : radix;
    boolean zeros = digits.chars().allMatch(c -> c == '0' || c == '_');
    if (radix == 0 && !hasPrefix && digits.startsWith("0") && !zeros) {
      throw invalid;
    }
    BigInteger value = digits(digits, used, invalid);
    return Numbers.normal(negative ? value.negate() : value);
  }

  private static int prefixRadix(String digits) {
    if (digits.length() < 2 || digits.charAt(0) != '0') {
      return 0;
    }
    return switch (digits.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 0;
    };
  }

  private static BigInteger digits(String text, int radix, PyError invalid) {
    StringBuilder digits = new StringBuilder();
    boolean mark = true;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int c = text.codePointAt(at);
      boolean underscore = c == '_';
      int digit = underscore ? 0 : digit(c, radix);
      if ((underscore && mark) || digit < 0) {
        throw invalid;
      }
      mark = underscore;
      if (!underscore) {
        digits.append(Character.forDigit(digit, radix));
      }
    }
    if (mark) {
      throw invalid;
    }
    if ((radix & radix - 1) != 0 && digits.length() > Numbers.MAX_DIGITS) {
      throw PyError.value(
          "Exceeds the limit (4300 digits) for integer string conversion: value has "
              + digits.length()
              + " digits; use sys.set_int_max_str_digits() to increase the limit");
    }
    return new BigInteger(digits.toString(), radix);
  }

  /** Letters count in ASCII only, decimal digits of any script. */
  private static int digit(int c, int radix) {
    return c < 128 || CharClass.isDecimal(c) ? Character.digit(c, radix) : -1;
  }

  /** {@code float(value)}. */
  public static double toReal(@Nullable Object value) {
    if (value != null && Types.isText(value)) {
      return parseReal(Types.text(value), value);
    }
    if (value != null && Numbers.isReal(value)) {
      return Numbers.real(value);
    }
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    throw PyError.type(
        "float() argument must be a string or a real number, not '" + Types.name(value) + "'");
  }

  private static double parseReal(String text, Object shown) {
    String number = asciiDigits(strip(text));
    if (FLOAT.matcher(number).matches()) {
      return Double.parseDouble(number.replace("_", ""));
    }
    Matcher special = SPECIAL.matcher(number);
    if (special.matches()) {
      double value =
          special.group(2).toLowerCase(Locale.ROOT).equals("nan")
              ? Double.NaN
              : Double.POSITIVE_INFINITY;
      return special.group(1).equals("-") ? -value : value;
    }
    throw PyError.value("could not convert string to float: " + Repr.of(shown));
  }

  private static String asciiDigits(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean digit = CharClass.isDecimal(c);
              out.appendCodePoint(digit ? '0' + Character.digit(c, DECIMAL) : c);
            });
    return out.toString();
  }

  private static String strip(String text) {
    int start = Blanks.skip(text, 0);
    return start == text.length()
        ? ""
        : text.substring(start, Blanks.skipBack(text, start, text.length()));
  }
}
