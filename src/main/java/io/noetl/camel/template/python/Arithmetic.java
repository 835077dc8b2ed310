package io.noetl.camel.template.python;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's {@code + - * / // % **} and the signs. */
public final class Arithmetic {
  private Arithmetic() {}

  /** {@code left + right}. */
  public static @Nullable Object add(@Nullable Object left, @Nullable Object right, Meter meter) {
    if (left instanceof Long a && right instanceof Long b) {
      long sum = a + b;
      return ((a ^ sum) & (b ^ sum)) >= 0
          ? (Object) sum
          : BigInteger.valueOf(a).add(BigInteger.valueOf(b));
    }
    if (left instanceof String a && right instanceof String b) {
      meter.text((long) a.length() + b.length());
      return a.concat(b);
    }
    if (left != null && right != null) {
      if (Numbers.isReal(left) && Numbers.isReal(right)) {
        return NumberArithmetic.add(left, right);
      }
      if (left instanceof List<?> a && right instanceof List<?> b) {
        Object joined = join(a, b, meter);
        if (joined != null) {
          return joined;
        }
      }
      if (Types.isText(left) && Types.isText(right)) {
        meter.text((long) Types.text(left).length() + Types.text(right).length());
        return new Markup(Html.escape(left).text() + Html.escape(right).text());
      }
    }
    checkDefined(left, right);
    if (left instanceof byte[]) {
      throw PyError.type("can't concat " + Types.name(right) + " to bytes");
    }
    throw left instanceof List<?> || left instanceof String
        ? concatenateOnly(left, right)
        : unsupported("+", left, right);
  }

  private static @Nullable Object join(List<?> left, List<?> right, Meter meter) {
    boolean tuples = left instanceof Tuple;
    if (tuples != right instanceof Tuple) {
      return null;
    }
    meter.steps((long) left.size() + right.size());
    PyList all = new PyList(left.size() + right.size());
    all.addAll(left);
    all.addAll(right);
    return tuples ? Tuple.copyOf(all) : all;
  }

  private static PyError concatenateOnly(Object left, @Nullable Object right) {
    String type = left instanceof Tuple ? "tuple" : left instanceof List<?> ? "list" : "str";
    return PyError.type(
        "can only concatenate " + type + " (not \"" + Types.name(right) + "\") to " + type);
  }

  /** {@code left - right}. */
  public static @Nullable Object subtract(@Nullable Object left, @Nullable Object right) {
    if (left != null && right != null && Numbers.isReal(left) && Numbers.isReal(right)) {
      return NumberArithmetic.subtract(left, right);
    }
    checkDefined(left, right);
    throw unsupported("-", left, right);
  }

  /** {@code left * right}: of numbers, or a sequence so many times. */
  public static @Nullable Object multiply(
      @Nullable Object left, @Nullable Object right, Meter meter) {
    if (left != null && right != null) {
      if (Numbers.isReal(left) && Numbers.isReal(right)) {
        return NumberArithmetic.multiply(left, right, meter);
      }
      if (isSequence(left) && Numbers.isInt(right)) {
        return repeat(left, right, meter);
      }
      if (isSequence(right) && Numbers.isInt(left)) {
        return repeat(right, left, meter);
      }
    }
    checkDefined(left, right);
    if (isSequence(left) || isSequence(right)) {
      Object other = isSequence(left) ? right : left;
      if (left instanceof Markup || right instanceof Markup) {
        Numbers.index(other);
      }
      throw PyError.type("can't multiply sequence by non-int of type '" + Types.name(other) + "'");
    }
    throw unsupported("*", left, right);
  }

  private static boolean isSequence(@Nullable Object value) {
    return value != null && (Types.isText(value) || value instanceof List<?>);
  }

  private static Object repeat(Object sequence, Object count, Meter meter) {
    if (Numbers.integer(count) instanceof BigInteger) {
      throw PyError.overflow("cannot fit 'int' into an index-sized integer");
    }
    int times = Math.max(0, Numbers.index(count));
    if (sequence instanceof List<?> items) {
      meter.steps((long) items.size() * times);
      PyList all = new PyList(items.size() * times);
      for (int i = 0; i < times && !items.isEmpty(); i++) {
        all.addAll(items);
      }
      return sequence instanceof Tuple ? Tuple.copyOf(all) : all;
    }
    String text = Types.text(sequence);
    meter.text((long) text.length() * times);
    String repeated = text.isEmpty() ? "" : text.repeat(times);
    return sequence instanceof Markup ? new Markup(repeated) : repeated;
  }

  /** {@code left / right}. */
  public static @Nullable Object divide(@Nullable Object left, @Nullable Object right) {
    if (left != null && right != null && Numbers.isReal(left) && Numbers.isReal(right)) {
      return NumberArithmetic.divide(left, right);
    }
    checkDefined(left, right);
    throw unsupported("/", left, right);
  }

  /** {@code left // right}. */
  public static @Nullable Object floorDivide(@Nullable Object left, @Nullable Object right) {
    if (left != null && right != null && Numbers.isReal(left) && Numbers.isReal(right)) {
      return NumberArithmetic.floorDivide(left, right);
    }
    checkDefined(left, right);
    throw unsupported("//", left, right);
  }

  /** {@code left % right}: of numbers, or a format. */
  public static @Nullable Object modulo(
      @Nullable Object left, @Nullable Object right, Meter meter) {
    if (left != null && Types.isText(left)) {
      return PercentFormat.format(left, right, meter);
    }
    if (left != null && right != null && Numbers.isReal(left) && Numbers.isReal(right)) {
      return NumberArithmetic.modulo(left, right);
    }
    checkDefined(left, right);
    throw unsupported("%", left, right);
  }

  /** {@code left ** right}. */
  public static @Nullable Object power(@Nullable Object left, @Nullable Object right, Meter meter) {
    if (left != null && right != null && Numbers.isReal(left) && Numbers.isReal(right)) {
      return Powers.power(left, right, meter);
    }
    checkDefined(left, right);
    throw unsupported("** or pow()", left, right);
  }

  /** {@code -value}. */
  public static @Nullable Object negate(@Nullable Object value) {
    if (value != null && Numbers.isInt(value)) {
      return Numbers.normal(Numbers.big(value).negate());
    }
    if (value != null && Numbers.isFloat(value)) {
      return -Numbers.real(value);
    }
    throw badOperand("unary -", value);
  }

  /** {@code +value}. */
  public static @Nullable Object plus(@Nullable Object value) {
    if (value != null && Numbers.isInt(value)) {
      return Numbers.integer(value);
    }
    if (Numbers.isFloat(value)) {
      return value;
    }
    throw badOperand("unary +", value);
  }

  /** Python's {@code abs}. */
  public static Object absolute(@Nullable Object value) {
    if (value != null && Numbers.isInt(value)) {
      return Numbers.normal(Numbers.big(value).abs());
    }
    if (value != null && Numbers.isFloat(value)) {
      return Math.abs(Numbers.real(value));
    }
    throw PyError.type("bad operand type for abs(): '" + Types.name(value) + "'");
  }

  private static PyError badOperand(String operator, @Nullable Object value) {
    return value instanceof Undefined undefined
        ? undefined.error()
        : PyError.type("bad operand type for " + operator + ": '" + Types.name(value) + "'");
  }

  private static void checkDefined(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (right instanceof Undefined undefined) {
      throw undefined.error();
    }
  }

  private static PyError unsupported(
      String operator, @Nullable Object left, @Nullable Object right) {
    return PyError.type(
        String.format(
            "unsupported operand type(s) for %s: '%s' and '%s'",
            operator, Types.name(left), Types.name(right)));
  }
}
