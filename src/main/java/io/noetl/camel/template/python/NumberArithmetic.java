package io.noetl.camel.template.python;

import java.math.BigInteger;

/** The operators between numbers: int with int gives int but for {@code /}, else float. */
final class NumberArithmetic {
  private NumberArithmetic() {}

  private static boolean isInts(Object left, Object right) {
    return Numbers.isInt(left) && Numbers.isInt(right);
  }

  static Object add(Object left, Object right) {
    return isInts(left, right)
        ? Numbers.normal(Numbers.big(left).add(Numbers.big(right)))
        : (Object) (Numbers.real(left) + Numbers.real(right));
  }

  static Object subtract(Object left, Object right) {
    return isInts(left, right)
        ? Numbers.normal(Numbers.big(left).subtract(Numbers.big(right)))
        : (Object) (Numbers.real(left) - Numbers.real(right));
  }

  static Object multiply(Object left, Object right, Meter meter) {
    if (!isInts(left, right)) {
      return Numbers.real(left) * Numbers.real(right);
    }
    BigInteger a = Numbers.big(left);
    BigInteger b = Numbers.big(right);
    Powers.checkBits((long) a.bitLength() + b.bitLength(), meter);
    return Numbers.normal(a.multiply(b));
  }

  static Object divide(Object left, Object right) {
    if (isInts(left, right)) {
      if (Numbers.big(right).signum() == 0) {
        throw PyError.zeroDivision("division by zero");
      }
      return IntDivision.toReal(Numbers.big(left), Numbers.big(right));
    }
    double a = Numbers.real(left);
    double b = Numbers.real(right);
    if (b == 0) {
      throw PyError.zeroDivision("float division by zero");
    }
    return a / b;
  }

  static Object floorDivide(Object left, Object right) {
    if (isInts(left, right)) {
      return IntDivision.divide(left, right, "integer division or modulo by zero")[0];
    }
    double a = Numbers.real(left);
    double b = Numbers.real(right);
    if (b == 0) {
      throw PyError.zeroDivision("float floor division by zero");
    }
    double quotient = (a - a % b) / b;
    if (a % b != 0 && b < 0 != a % b < 0) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0.0, a / b);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  static Object modulo(Object left, Object right) {
    if (isInts(left, right)) {
      return IntDivision.divide(left, right, "integer modulo by zero")[1];
    }
    double a = Numbers.real(left);
    double b = Numbers.real(right);
    if (b == 0) {
      throw PyError.zeroDivision("float modulo");
    }
    double rest = a % b;
    if (rest == 0) {
      return Math.copySign(0.0, b);
    }
    return b < 0 == rest < 0 ? rest : rest + b;
  }
}
