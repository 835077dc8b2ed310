package io.noetl.camel.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** The division of integers, whose rest has the sign of the divisor. */
final class IntDivision {
  private static final long EXACT = 1L << 53;

  private IntDivision() {}

  /** Quotient and rest. */
  static Number[] divide(Object left, Object right, String zeroMessage) {
    Number a = Numbers.integer(left);
    Number b = Numbers.integer(right);
    if (b.equals(0L)) {
      throw PyError.zeroDivision(zeroMessage);
    }
    if (a instanceof Long x && b instanceof Long y && y != -1) {
      return new Number[] {Math.floorDiv(x, y), Math.floorMod(x, y)};
    }
    BigInteger divisor = Numbers.big(b);
    BigInteger[] both = Numbers.big(a).divideAndRemainder(divisor);
    boolean down = both[1].signum() != 0 && both[1].signum() != divisor.signum();
    return new Number[] {
      Numbers.normal(down ? both[0].subtract(BigInteger.ONE) : both[0]),
      Numbers.normal(down ? both[1].add(divisor) : both[1])
    };
  }

  /** The float nearest to the exact quotient. */
  static double toReal(BigInteger left, BigInteger right) {
    boolean small = left.bitLength() < Long.SIZE && right.bitLength() < Long.SIZE;
    if (small && Math.abs(left.longValue()) <= EXACT && Math.abs(right.longValue()) <= EXACT) {
      return left.doubleValue() / right.doubleValue();
    }
    MathContext precise = new MathContext(800, RoundingMode.HALF_EVEN);
    double quotient = new BigDecimal(left).divide(new BigDecimal(right), precise).doubleValue();
    if (Double.isInfinite(quotient)) {
      throw PyError.overflow("integer division result too large for a float");
    }
    return quotient;
  }
}
