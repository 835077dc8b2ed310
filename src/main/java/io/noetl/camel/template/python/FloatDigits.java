package io.noetl.camel.template.python;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The digits of floats in the formats {@code e f g}, correctly rounded, without a sign. */
final class FloatDigits {
  private FloatDigits() {}

  /**
   * Formats a float that is not negative.
   *
   * @param format {@code e}, {@code f}, {@code g}; {@code r} is {@code g} with at least one digit
   *     behind the point
   * @param alternate whether the point and zeros stay
   */
  static String of(double value, char format, int precision, boolean alternate) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return "inf";
    }
    return switch (format) {
      case 'f' -> point(fixed(value, precision), precision == 0 && alternate);
      case 'e' -> exponential(value, precision, alternate);
      default -> general(value, Math.max(precision, 1), format == 'r', alternate);
    };
  }

  private static String point(String digits, boolean point) {
    return point ? digits + "." : digits;
  }

  private static String fixed(double value, int precision) {
    return new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String exponential(double value, int precision, boolean alternate) {
    Rounded rounded = Rounded.of(value, precision + 1);
    String digits = rounded.digits;
    String mantissa =
        precision == 0 ? point(digits, alternate) : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + exponent(rounded.exponent);
  }

  private static String exponent(int exponent) {
    String digits = Integer.toString(Math.abs(exponent));
    return (exponent < 0 ? "e-" : "e+") + (digits.length() < 2 ? "0" : "") + digits;
  }

  private static String general(double value, int precision, boolean pointZero, boolean alternate) {
    int exponent = Rounded.of(value, precision).exponent;
    boolean large = exponent >= precision - (pointZero ? 1 : 0);
    if (exponent < -4 || large) {
      String text = exponential(value, precision - 1, alternate);
      int mark = text.indexOf('e');
      return (alternate ? text.substring(0, mark) : trim(text.substring(0, mark)))
          + text.substring(mark);
    }
    String text = fixed(value, Math.max(0, precision - 1 - exponent));
    if (alternate) {
      return text.contains(".") ? text : text + ".";
    }
    String trimmed = trim(text);
    return pointZero && !trimmed.contains(".") ? trimmed + ".0" : trimmed;
  }

  private static String trim(String digits) {
    if (!digits.contains(".")) {
      return digits;
    }
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end);
  }

  /** A float rounded to a number of digits: these, and the exponent of the first one. */
  private record Rounded(String digits, int exponent) {
    static Rounded of(double value, int count) {
      if (value == 0) {
        return new Rounded("0".repeat(count), 0);
      }
      BigDecimal rounded =
          new BigDecimal(value).round(new MathContext(count, RoundingMode.HALF_EVEN));
      String digits = rounded.unscaledValue().toString();
      int exponent = digits.length() - 1 - rounded.scale();
      String padded =
          digits.length() < count
              ? digits + "0".repeat(count - digits.length())
              : digits.substring(0, count);
      return new Rounded(padded, exponent);
    }
  }
}
