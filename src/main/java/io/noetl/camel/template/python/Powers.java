package io.noetl.camel.template.python;

import java.math.BigInteger;

/** Python's {@code **} of numbers. */
final class Powers {
  private static final int BITS_OF_A_DIGIT = 3;

  private Powers() {}

  static Object power(Object base, Object exponent, Meter meter) {
    if (!Numbers.isInt(base) || !Numbers.isInt(exponent)) {
      return reals(Numbers.real(base), Numbers.real(exponent));
    }
    BigInteger number = Numbers.big(base);
    BigInteger power = Numbers.big(exponent);
    if (power.signum() < 0) {
      return reals(Numbers.real(base), Numbers.real(exponent));
    }
    if (number.bitLength() <= 1 && number.abs().compareTo(BigInteger.ONE) <= 0) {
      return trivial(number, power);
    }
    if (power.bitLength() > 31) {
      checkBits(Long.MAX_VALUE, meter);
    }
    checkBits((long) (number.bitLength() - 1) * power.intValue(), meter);
    return Numbers.normal(number.pow(power.intValue()));
  }

  private static Object trivial(BigInteger number, BigInteger power) {
    if (power.signum() == 0) {
      return 1L;
    }
    return number.signum() < 0 && !power.testBit(0) ? 1L : Numbers.normal(number);
  }

  /** Integers are bounded as texts are. */
  static void checkBits(long bits, Meter meter) {
    meter.text(bits / BITS_OF_A_DIGIT);
  }

  private static Object reals(double base, double exponent) {
    if (base == 0 && exponent < 0) {
      throw PyError.zeroDivision("0.0 cannot be raised to a negative power");
    }
    if (base < 0
        && !Double.isInfinite(base)
        && !Double.isInfinite(exponent)
        && exponent != Math.rint(exponent)) {
      return PyComplex.power(base, exponent);
    }
    if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
      return 1.0;
    }
    double power = Math.pow(base, exponent);
    if (Double.isInfinite(power) && !Double.isInfinite(base) && !Double.isInfinite(exponent)) {
      throw PyError.overflow("(34, 'Numerical result out of range')");
    }
    return power;
  }
}
