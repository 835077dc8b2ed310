package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.Arithmetic;
import io.noetl.camel.template.python.Dicts;
import io.noetl.camel.template.python.NumberParsing;
import io.noetl.camel.template.python.Numbers;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.Rounding;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.python.Types;
import io.noetl.camel.template.runtime.Rendering;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters of numbers. */
final class NumberFilters {
  private static final String[] DECIMAL = {"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
  private static final String[] BINARY = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};

  private NumberFilters() {}

  static void addTo(Registry registry) {
    registry
        .filter("abs", "abs(x, /)", (a, r) -> Arithmetic.absolute(a[0]))
        .filter("int", "do_int(value, default=0, base=10)", NumberFilters::toInt)
        .filter("float", "do_float(value, default=0.0)", NumberFilters::toFloat)
        .filter("round", "do_round(value, precision=0, method='common')", NumberFilters::round)
        .filter(
            "filesizeformat",
            "do_filesizeformat(value, binary=False)",
            (a, r) -> fileSize(NumberParsing.toReal(a[0]), Truth.of(a[1])));
  }

  /** A value as int; what is none is first taken as float, then given up for the default. */
  private static @Nullable Object toInt(@Nullable Object[] a, Rendering rendering) {
    Object value = a[0];
    try {
      return value != null && Types.isText(value)
          ? NumberParsing.parseInt(Types.text(value), a[2], value)
          : NumberParsing.toInt(value);
    } catch (PyError e) {
      if (!e.is("TypeError", "ValueError")) {
        throw e;
      }
    }
    try {
      return Numbers.truncate(NumberParsing.toReal(value));
    } catch (PyError e) {
      if (e.is("TypeError", "ValueError", "OverflowError")) {
        return a[1];
      }
      throw e;
    }
  }

  private static @Nullable Object toFloat(@Nullable Object[] a, Rendering rendering) {
    try {
      return NumberParsing.toReal(a[0]);
    } catch (PyError e) {
      if (e.is("TypeError", "ValueError")) {
        return a[1];
      }
      throw e;
    }
  }

  private static Object round(@Nullable Object[] a, Rendering rendering) {
    Object method = a[2];
    Dicts.get(Map.of(), method);
    if ("common".equals(method)) {
      return Rounding.round(a[0], a[1]);
    }
    if (!"ceil".equals(method) && !"floor".equals(method)) {
      throw new PyError("FilterArgumentError", "method must be common, ceil or floor");
    }
    Object factor = Arithmetic.power(10L, a[1], rendering.meter());
    Object scaled = Arithmetic.multiply(a[0], factor, rendering.meter());
    Object whole = Rounding.toWhole(scaled, "ceil".equals(method));
    Object again = Arithmetic.power(10L, a[1], rendering.meter());
    Object result = Arithmetic.divide(whole, again);
    return result == null ? 0.0 : result;
  }

  private static String fileSize(double bytes, boolean binary) {
    double base = binary ? 1024 : 1000;
    if (bytes == 1) {
      return "1 Byte";
    }
    if (bytes < base) {
      return Numbers.truncate(bytes) + " Bytes";
    }
    String[] units = binary ? BINARY : DECIMAL;
    double unit = base;
    for (String name : units) {
      unit *= base;
      if (bytes < unit) {
        return tenths(base * bytes / unit) + " " + name;
      }
    }
    return tenths(base * bytes / unit) + " " + units[units.length - 1];
  }

  private static String tenths(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "nan" : "inf";
    }
    return new BigDecimal(value).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
  }
}
