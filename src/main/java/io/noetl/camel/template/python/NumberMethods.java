package io.noetl.camel.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The methods of {@code int} and {@code float}. */
final class NumberMethods {
  static final MethodTable INT = new MethodTable();
  static final MethodTable FLOAT = new MethodTable();

  static {
    INT.add("int.bit_length()", (self, a, m) -> (long) Numbers.big(self).abs().bitLength());
    INT.add("int.bit_count()", (self, a, m) -> (long) Numbers.big(self).abs().bitCount());
    INT.add("int.conjugate()", (self, a, m) -> Numbers.integer(self));
    INT.add("int.as_integer_ratio()", (self, a, m) -> new Tuple(Numbers.integer(self), 1L));
    FLOAT.add(
        "float.is_integer()",
        (self, a, m) -> {
          double value = Numbers.real(self);
          return !Double.isInfinite(value) && value == Math.rint(value);
        });
    FLOAT.add("float.conjugate()", (self, a, m) -> self);
    FLOAT.add("float.hex()", (self, a, m) -> hex(Numbers.real(self)));
    FLOAT.add("float.as_integer_ratio()", (self, a, m) -> ratio(Numbers.real(self)));
  }

  private NumberMethods() {}

  private static String hex(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return FloatText.of(value);
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0x0.0p+0" : "0x0.0p+0";
    }
    long bits = Double.doubleToLongBits(value);
    long exponent = bits >> 52 & 0x7ff;
    String sign = value < 0 ? "-" : "";
    long power = exponent == 0 ? -1022 : exponent - 1023;
    return String.format(
        "%s0x%d.%013xp%+d", sign, exponent == 0 ? 0 : 1, bits & 0xfffffffffffffL, power);
  }

  private static Tuple ratio(double value) {
    if (Double.isNaN(value)) {
      throw PyError.value("cannot convert NaN to integer ratio");
    }
    if (Double.isInfinite(value)) {
      throw PyError.overflow("cannot convert Infinity to integer ratio");
    }
    BigDecimal exact = new BigDecimal(value);
    BigInteger denominator = BigInteger.TEN.pow(Math.max(0, exact.scale()));
    BigInteger numerator = exact.multiply(new BigDecimal(denominator)).toBigIntegerExact();
    BigInteger divisor = numerator.gcd(denominator);
    return new Tuple(
        Numbers.normal(numerator.divide(divisor)), Numbers.normal(denominator.divide(divisor)));
  }
}
