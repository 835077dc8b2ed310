package io.noetl.camel.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Integers of any size, floats, and the ways between them. A bool is an integer too. */
public final class Numbers {
  /** How many digits of an integer Python turns into text. */
  static final int MAX_DIGITS = 4300;

  private Numbers() {}

  /** Whether a value is an {@code int}, a bool included. */
  public static boolean isInt(@Nullable Object value) {
    return switch (value) {
      case Long l -> true;
      case Boolean b -> true;
      case Integer i -> true;
      case BigInteger b -> true;
      case Short s -> true;
      case Byte b -> true;
      case null, default -> false;
    };
  }

  /** Whether a value is a {@code float}. */
  public static boolean isFloat(@Nullable Object value) {
    return value instanceof Double || value instanceof BigDecimal || value instanceof Float;
  }

  /** Whether a value is an int or a float. */
  public static boolean isReal(@Nullable Object value) {
    return isInt(value) || isFloat(value);
  }

  /** An integer in the smaller of Long and BigInteger. */
  public static Number normal(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  /** An int as Long or BigInteger. */
  public static Number integer(Object value) {
    return switch (value) {
      case Long l -> l;
      case Boolean b -> b ? 1L : 0L;
      case BigInteger b -> normal(b);
      case Number n -> n.longValue();
      default -> throw PyError.type("an integer is required (got type " + Types.name(value) + ")");
    };
  }

  /** An int as BigInteger. */
  static BigInteger big(Object value) {
    return integer(value) instanceof BigInteger big
        ? big
        : BigInteger.valueOf(integer(value).longValue());
  }

  /** A number as float; fails where an integer is too big. */
  public static double real(Object value) {
    return switch (value) {
      case Double d -> d;
      case Long l -> l;
      case Boolean b -> b ? 1 : 0;
      case BigInteger b -> {
        double real = b.doubleValue();
        if (Double.isInfinite(real)) {
          throw PyError.overflow("int too large to convert to float");
        }
        yield real;
      }
      case Number n -> n.doubleValue();
      default -> throw PyError.type("must be real number, not " + Types.name(value));
    };
  }

  /** The exact value of a finite float. */
  static BigDecimal exact(double value) {
    return new BigDecimal(value);
  }

  /** A float without its fraction, as an int. */
  public static Number truncate(double value) {
    if (Double.isNaN(value)) {
      throw PyError.value("cannot convert float NaN to integer");
    }
    if (Double.isInfinite(value)) {
      throw PyError.overflow("cannot convert float infinity to integer");
    }
    return Math.abs(value) < 1e18 ? (Number) (long) value : normal(exact(value).toBigInteger());
  }

  /**
   * An int that stands for a place or a count, held at the bounds of {@code int}; they are beyond
   * any length.
   */
  public static int index(@Nullable Object value) {
    if (!isInt(value) || value == null) {
      throw PyError.type("'" + Types.name(value) + "' object cannot be interpreted as an integer");
    }
    Number number = integer(value);
    return number instanceof BigInteger big
        ? (big.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE)
        : Math.clamp(number.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** The digits of an int. */
  static String digits(Number integer) {
    if (integer instanceof BigInteger big && big.bitLength() > MAX_DIGITS * 3) {
      String digits = big.bitLength() > MAX_DIGITS * 4 ? "" : big.toString();
      if (digits.isEmpty() || big.abs().toString().length() > MAX_DIGITS) {
        throw PyError.value(
            "Exceeds the limit (4300 digits) for integer string conversion; use"
                + " sys.set_int_max_str_digits() to increase the limit");
      }
      return digits;
    }
    return integer.toString();
  }

  /** The comparison of two numbers; null where one is not a number (NaN). */
  static @Nullable Integer compare(Object left, Object right) {
    if (isFloat(left) || isFloat(right)) {
      return compareReals(left, right);
    }
    Number a = integer(left);
    Number b = integer(right);
    return a instanceof Long x && b instanceof Long y
        ? Integer.valueOf(Long.compare(x, y))
        : Integer.valueOf(big(a).compareTo(big(b)));
  }

  private static @Nullable Integer compareReals(Object left, Object right) {
    double x = isFloat(left) ? real(left) : big(left).doubleValue();
    double y = isFloat(right) ? real(right) : big(right).doubleValue();
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return null;
    }
    if (x != y || (isFloat(left) && isFloat(right))) {
      return x < y ? -1 : x > y ? 1 : 0;
    }
    if (Double.isInfinite(x)) {
      return isFloat(left) ? (x > 0 ? 1 : -1) : (x > 0 ? -1 : 1);
    }
    BigDecimal a = isFloat(left) ? exact(x) : new BigDecimal(big(left));
    BigDecimal b = isFloat(right) ? exact(y) : new BigDecimal(big(right));
    return a.compareTo(b);
  }
}
