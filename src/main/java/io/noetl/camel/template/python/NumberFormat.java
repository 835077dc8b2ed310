package io.noetl.camel.template.python;

import java.math.BigInteger;
import java.util.Locale;

/** Numbers by a format specification. */
final class NumberFormat {
  private static final int DEFAULT_PRECISION = 6;

  private NumberFormat() {}

  static PyError unknownCode(char type, String of) {
    String shown = type > ' ' && type < 0x80 ? "" + type : String.format("\\x%x", (int) type);
    return PyError.value("Unknown format code '" + shown + "' for object of type '" + of + "'");
  }

  static String integer(Object value, FormatSpec spec, Meter meter) {
    Number number = Numbers.integer(value);
    switch (spec.type()) {
      case 'e', 'E', 'f', 'F', 'g', 'G', '%' -> {
        return real(Numbers.real(number), spec, "int", meter);
      }
      case 0, 'd', 'n', 'b', 'o', 'x', 'X', 'c' -> {}
      default -> throw unknownCode(spec.type(), value instanceof Boolean ? "bool" : "int");
    }
    if (spec.precision() >= 0) {
      throw PyError.value("Precision not allowed in integer format specifier");
    }
    spec.refusePositiveZero("integer");
    if (spec.type() == 'c') {
      return character(number, spec);
    }
    if ((spec.grouping() == ',' && "boxXn".indexOf(spec.type()) >= 0 && spec.type() != 0)
        || (spec.grouping() == '_' && spec.type() == 'n')) {
      throw PyError.value("Cannot specify '" + spec.grouping() + "' with '" + spec.type() + "'.");
    }
    BigInteger big = Numbers.big(number);
    int radix =
        switch (spec.type()) {
          case 'b' -> 2;
          case 'o' -> 8;
          case 'x', 'X' -> 16;
          default -> 10;
        };
    String digits = radix == 10 ? Numbers.digits(big.abs()) : big.abs().toString(radix);
    String prefix = spec.alternate() && radix != 10 ? "0" + spec.type() : "";
    if (spec.type() == 'X') {
      digits = digits.toUpperCase(Locale.ROOT);
    }
    return signed(big.signum() < 0, prefix, digits, "", radix == 10 ? 3 : 4, spec);
  }

  private static String character(Number number, FormatSpec spec) {
    if (spec.sign() != 0) {
      throw PyError.value("Sign not allowed with integer format specifier 'c'");
    }
    if (spec.alternate()) {
      throw PyError.value("Alternate form (#) not allowed with integer format specifier 'c'");
    }
    if (number instanceof BigInteger
        || number.longValue() < 0
        || number.longValue() > Character.MAX_CODE_POINT) {
      throw PyError.overflow("%c arg not in range(0x110000)");
    }
    return spec.pad(Character.toString(number.intValue()), '<');
  }

  static String real(double value, FormatSpec spec, String type, Meter meter) {
    char code = spec.type();
    if ("eEfFgGn%".indexOf(code) < 0 && code != 0) {
      throw unknownCode(code, type);
    }
    if (spec.grouping() != 0 && code == 'n') {
      throw PyError.value("Cannot specify '" + spec.grouping() + "' with 'n'.");
    }
    meter.text(Math.max(0, spec.precision()));
    double shown = code == '%' ? value * 100 : value;
    boolean negative = shown < 0 || (shown == 0 && 1 / shown < 0);
    String digits = digits(Math.abs(shown), spec);
    if (spec.positiveZero() && digits.chars().noneMatch(c -> (c >= '1' && c <= '9') || c == 'n')) {
      negative = false;
    }
    String body = Character.isUpperCase(code) ? digits.toUpperCase(Locale.ROOT) : digits;
    int end = 0;
    while (end < body.length() && Character.isDigit(body.charAt(end))) {
      end++;
    }
    String rest = body.substring(end) + (code == '%' ? "%" : "");
    return signed(negative, "", body.substring(0, end), rest, 3, spec);
  }

  private static String digits(double value, FormatSpec spec) {
    int precision = spec.precision() < 0 ? DEFAULT_PRECISION : spec.precision();
    return switch (spec.type()) {
      case 0 ->
          spec.precision() < 0
              ? FloatText.of(value)
              : FloatDigits.of(value, 'r', precision, spec.alternate());
      case 'e', 'E' -> FloatDigits.of(value, 'e', precision, spec.alternate());
      case 'g', 'G', 'n' -> FloatDigits.of(value, 'g', precision, spec.alternate());
      default -> FloatDigits.of(value, 'f', precision, spec.alternate());
    };
  }

  /** Puts sign, prefix, grouped digits and the rest together and fills them up. */
  private static String signed(
      boolean negative, String prefix, String digits, String rest, int group, FormatSpec spec) {
    String sign = negative ? "-" : spec.sign() == '+' || spec.sign() == ' ' ? "" + spec.sign() : "";
    int taken = sign.length() + prefix.length() + rest.length();
    boolean inside = spec.align() == '=';
    int least = inside && spec.fill() == '0' ? spec.width() - taken : 0;
    String grouped =
        spec.grouping() == 0
            ? "0".repeat(Math.max(0, least - digits.length())) + digits
            : grouped(digits, spec.grouping(), group, least);
    if (!inside) {
      return spec.pad(sign + prefix + grouped + rest, '>');
    }
    int missing = Math.max(0, spec.width() - taken - grouped.length());
    return sign + prefix + Character.toString(spec.fill()).repeat(missing) + grouped + rest;
  }

  /** Digits in groups, filled up with zeros to a least length. */
  private static String grouped(String digits, char mark, int size, int least) {
    StringBuilder out = new StringBuilder();
    int count = 0;
    int at = digits.length();
    while (at > 0 || out.length() < least) {
      if (count > 0 && count % size == 0) {
        out.append(mark);
      }
      out.append(at > 0 ? digits.charAt(--at) : '0');
      count++;
    }
    return out.reverse().toString();
  }
}
