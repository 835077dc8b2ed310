package io.noetl.camel.template.python;

import io.noetl.camel.template.Names;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code range}.
 *
 * @param start the first number
 * @param stop the bound, which is not in it
 * @param step the distance, not 0
 */
public record Range(long start, long stop, long step) implements PyObject {

  /** Python's {@code range(stop)}, {@code range(start, stop)}, {@code range(start, stop, step)}. */
  public static Range of(@Nullable Object[] arguments) {
    if (arguments.length == 0) {
      throw PyError.type("range expected at least 1 argument, got 0");
    }
    if (arguments.length > 3) {
      throw PyError.type("range expected at most 3 arguments, got " + arguments.length);
    }
    long[] numbers = new long[arguments.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(arguments[i]);
    }
    if (numbers.length == 1) {
      return new Range(0, numbers[0], 1);
    }
    long step = numbers.length == 3 ? numbers[2] : 1;
    if (step == 0) {
      throw PyError.value("range() arg 3 must not be zero");
    }
    return new Range(numbers[0], numbers[1], step);
  }

  private static long number(@Nullable Object value) {
    if (value == null || !Numbers.isInt(value)) {
      throw PyError.type("'" + Types.name(value) + "' object cannot be interpreted as an integer");
    }
    Number number = Numbers.integer(value);
    if (number instanceof BigInteger || Math.abs(number.longValue()) > Long.MAX_VALUE / 4) {
      throw new PyError("OverflowError", "Python int too large to convert to C ssize_t");
    }
    return number.longValue();
  }

  @Override
  public String typeName() {
    return "range";
  }

  @Override
  public String repr() {
    return "range(" + start + ", " + stop + (step == 1 ? "" : ", " + step) + ")";
  }

  @Override
  public boolean sized() {
    return true;
  }

  @Override
  public long length() {
    long distance = step > 0 ? stop - start : start - stop;
    return distance <= 0 ? 0 : (distance - 1) / Math.abs(step) + 1;
  }

  @Override
  public boolean truth() {
    return length() > 0;
  }

  /** The number at a place from 0 to the length. */
  public long at(long index) {
    return start + index * step;
  }

  boolean contains(Number value) {
    if (value instanceof BigInteger) {
      return false;
    }
    long offset = value.longValue() - start;
    return offset % step == 0 && offset / step >= 0 && offset / step < length();
  }

  @Override
  public boolean subscriptable() {
    return true;
  }

  @Override
  public @Nullable Object item(@Nullable Object key) {
    if (key instanceof SliceValue slice) {
      return slice.of(this);
    }
    if (!Numbers.isInt(key)) {
      throw PyError.type("range indices must be integers or slices, not " + Types.name(key));
    }
    long index = Numbers.index(key);
    long place = index < 0 ? index + length() : index;
    if (place < 0 || place >= length()) {
      throw PyError.index("range object index out of range");
    }
    return at(place);
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "start" -> start;
      case "stop" -> stop;
      case "step" -> step;
      default -> Names.MISSING;
    };
  }

  @Override
  public boolean iterable() {
    return true;
  }

  @Override
  public Iterator<Long> iterator() {
    return new Iterator<>() {
      private final long length = length();
      private long index;

      @Override
      public boolean hasNext() {
        return index < length;
      }

      @Override
      public Long next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return at(index++);
      }
    };
  }

  @Override
  public boolean equalTo(@Nullable Object other) {
    if (!(other instanceof Range range) || range.length() != length()) {
      return false;
    }
    return length() == 0 || (range.start == start && (length() == 1 || range.step == step));
  }

  @Override
  public int hash() {
    return Long.hashCode(start) + (int) length();
  }
}
