package io.noetl.camel.template.python;

/** Python's {@code repr} of floats: the shortest digits that give the same float again. */
public final class FloatText {
  private static final int MIN_PLAIN = -4;
  private static final int MAX_PLAIN = 16;

  private FloatText() {}

  /** The text of a float. */
  public static String of(double value) {
    if (value == (long) value && Math.abs(value) < 1e15) {
      return value == 0 && 1 / value < 0 ? "-0.0" : (long) value + ".0";
    }
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String java = Double.toString(Math.abs(value));
    int mark = java.indexOf('E');
    String mantissa = mark < 0 ? java : java.substring(0, mark);
    int exponent = mark < 0 ? 0 : Integer.parseInt(java, mark + 1, java.length(), 10);
    int point = mantissa.indexOf('.');
    String all = mantissa.substring(0, point) + mantissa.substring(point + 1);
    int first = 0;
    while (first < all.length() - 1 && all.charAt(first) == '0') {
      first++;
    }
    int last = all.length();
    while (last > first + 1 && all.charAt(last - 1) == '0') {
      last--;
    }
    String text = layout(all.substring(first, last), exponent + point - first - 1);
    return (value < 0 ? "-" : "") + (text.endsWith("e-324") ? smallest(value, text) : text);
  }

  /** Java gives two digits where one would do, which shows with the smallest numbers only. */
  private static String smallest(double value, String text) {
    for (int digit = 1; digit < 10; digit++) {
      String shorter = digit + "e-323";
      if (Double.parseDouble(shorter) == Math.abs(value)) {
        return shorter;
      }
    }
    return text.startsWith("4.9") ? "5e-324" : text;
  }

  /** Lays digits out; the exponent is that of the first one. */
  private static String layout(String digits, int exponent) {
    if (exponent < MIN_PLAIN || exponent >= MAX_PLAIN) {
      String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
      String sign = exponent < 0 ? "-" : "+";
      String power = Integer.toString(Math.abs(exponent));
      return digits.charAt(0) + fraction + "e" + sign + (power.length() < 2 ? "0" : "") + power;
    }
    if (exponent < 0) {
      return "0." + "0".repeat(-exponent - 1) + digits;
    }
    int integer = exponent + 1;
    if (digits.length() <= integer) {
      return digits + "0".repeat(integer - digits.length()) + ".0";
    }
    return digits.substring(0, integer) + "." + digits.substring(integer);
  }
}
