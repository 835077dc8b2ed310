package io.noetl.camel.template.syntax;

import java.math.BigInteger;
import java.util.function.IntPredicate;

/** Numbers as Jinja2 writes them: {@code 1_000}, {@code 0xff}, {@code 1.5e3}. */
final class NumberLiterals {
  private static final int MAX_DIGITS = 4300;

  private NumberLiterals() {}

  /** The end of the float at an offset; -1 where there is none. */
  static int floatEnd(String text, int start) {
    int integer = digitsEnd(text, start);
    if (integer < 0) {
      return -1;
    }
    int fraction = charAt(text, integer) == '.' ? digitsEnd(text, integer + 1) : -1;
    int exponent = exponentEnd(text, fraction < 0 ? integer : fraction);
    return exponent < 0 ? fraction : exponent;
  }

  private static int exponentEnd(String text, int at) {
    if ((charAt(text, at) | 0x20) != 'e') {
      return -1;
    }
    char sign = charAt(text, at + 1);
    return digitsEnd(text, sign == '+' || sign == '-' ? at + 2 : at + 1);
  }

  /** The end of the integer at an offset, which is a digit. */
  static int integerEnd(String text, int start) {
    if (text.charAt(start) != '0') {
      return groupsEnd(text, start + 1, NumberLiterals::isDigit);
    }
    int prefixed =
        switch (charAt(text, start + 1) | 0x20) {
          case 'b' -> groupsEnd(text, start + 2, c -> c == '0' || c == '1');
          case 'o' -> groupsEnd(text, start + 2, c -> c >= '0' && c <= '7');
          case 'x' -> groupsEnd(text, start + 2, c -> Character.digit(c, 16) >= 0 && c < 128);
          default -> start;
        };
    return prefixed > start + 2 ? prefixed : groupsEnd(text, start + 1, c -> c == '0');
  }

  /** The value of a float. */
  static Double parseFloat(String digits) {
    return Double.valueOf(digits.replace("_", ""));
  }

  /** The value of an integer, Long or BigInteger. */
  static Number parseInteger(String literal, Span span) {
    String digits = literal.replace("_", "");
    int radix =
        digits.length() < 3
            ? 10
            : switch (digits.charAt(1) | 0x20) {
              case 'b' -> 2;
              case 'o' -> 8;
              case 'x' -> 16;
              default -> 10;
            };
    if (radix == 10 && digits.length() > MAX_DIGITS) {
      throw new TemplateSyntaxException(
          "ValueError",
          "Exceeds the limit (4300 digits) for integer string conversion: value has "
              + digits.length()
              + " digits; use sys.set_int_max_str_digits() to increase the limit",
          "",
          span);
    }
    String significant = radix == 10 ? digits : digits.substring(2);
    if (significant.length() <= 15) {
      return Long.parseLong(significant, radix);
    }
    BigInteger value = new BigInteger(significant, radix);
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  /** The end of {@code 1_000}: digits with single underscores between; -1 where there are none. */
  private static int digitsEnd(String text, int start) {
    return isDigit(charAt(text, start)) ? groupsEnd(text, start, NumberLiterals::isDigit) : -1;
  }

  private static int groupsEnd(String text, int start, IntPredicate digit) {
    int at = start;
    while (true) {
      if (digit.test(charAt(text, at))) {
        at++;
      } else if (charAt(text, at) == '_' && digit.test(charAt(text, at + 1))) {
        at += 2;
      } else {
        return at;
      }
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static char charAt(String text, int at) {
    return at < text.length() ? text.charAt(at) : 0;
  }
}
