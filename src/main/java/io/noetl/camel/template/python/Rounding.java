package io.noetl.camel.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Python's {@code round}, {@code ceil} and {@code floor}. */
public final class Rounding {
  private static final int MAX_FRACTION = 323;
  private static final int MAX_INTEGER = 310;

  private Rounding() {}

  /** {@code round(value, digits)}: to the even one where it stands in the middle. */
  public static Object round(@Nullable Object value, @Nullable Object digits) {
    boolean whole = value != null && Numbers.isInt(value);
    if (value == null || (!whole && !Numbers.isFloat(value))) {
      throw PyError.type("type " + Types.name(value) + " doesn't define __round__ method");
    }
    if (digits == null) {
      return whole ? Numbers.integer(value) : toEven(Numbers.real(value));
    }
    if (!Numbers.isInt(digits)) {
      throw PyError.type("'" + Types.name(digits) + "' object cannot be interpreted as an integer");
    }
    int places = Numbers.index(digits);
    return whole ? roundInt(value, places) : roundReal(Numbers.real(value), places);
  }

  private static Number toEven(double value) {
    Numbers.truncate(value);
    return Numbers.truncate(Math.rint(value));
  }

  private static Number roundInt(Object value, int places) {
    Number number = Numbers.integer(value);
    if (places >= 0) {
      return number;
    }
    BigInteger big = Numbers.big(number);
    if (-(long) places > big.bitLength()) {
      return 0L;
    }
    BigDecimal rounded = new BigDecimal(big).setScale(places, RoundingMode.HALF_EVEN);
    return Numbers.normal(rounded.toBigInteger());
  }

  private static double roundReal(double value, int places) {
    if (Double.isNaN(value) || Double.isInfinite(value) || value == 0 || places > MAX_FRACTION) {
      return value;
    }
    if (places < -MAX_INTEGER) {
      return Math.copySign(0.0, value);
    }
    double rounded = new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).doubleValue();
    if (Double.isInfinite(rounded)) {
      throw PyError.overflow("rounded value too large to represent");
    }
    return Math.copySign(rounded, value);
  }

  /** {@code math.ceil} or {@code math.floor}. */
  public static Number toWhole(@Nullable Object value, boolean up) {
    if (value != null && Numbers.isInt(value)) {
      return Numbers.integer(value);
    }
    if (value == null || !Numbers.isFloat(value)) {
      throw PyError.type("must be real number, not " + Types.name(value));
    }
    double real = Numbers.real(value);
    return Numbers.truncate(up ? Math.ceil(real) : Math.floor(real));
  }
}
