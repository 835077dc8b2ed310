package io.noetl.camel.template.compile;

import io.noetl.camel.template.python.Markup;
import io.noetl.camel.template.python.Numbers;
import io.noetl.camel.template.python.Ownership;
import io.noetl.camel.template.python.PyDict;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.PyList;
import io.noetl.camel.template.python.Range;
import io.noetl.camel.template.python.Tuple;
import io.noetl.camel.template.runtime.Activation;
import io.noetl.camel.template.runtime.Code;
import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An expression whose value is known. Jinja2 writes it into a Python program, where an infinite
 * float has no literal: it is an unknown name there, once it is used other than for output.
 *
 * @param value the value
 * @param notFinite {@code inf} or {@code nan} where such a float is in the value, or null
 * @param changeable whether each use needs a copy
 */
record Constant(@Nullable Object value, @Nullable String notFinite, boolean changeable)
    implements Code {

  static Constant of(@Nullable Object value) {
    return new Constant(value, notFinite(value), isChangeable(value));
  }

  @Override
  public @Nullable Object eval(Activation activation) {
    if (notFinite != null && !activation.isCompiling()) {
      throw new PyError("NameError", "name '" + notFinite + "' is not defined");
    }
    return changeable ? copy() : value;
  }

  /** Whether it is a number with a minus sign. */
  boolean isNegative() {
    return Numbers.isReal(value)
        && !(value instanceof Boolean)
        && value instanceof Number
        && value.toString().startsWith("-");
  }

  /** The value, to be changed at will. */
  @Nullable Object copy() {
    return changeable ? copy(value) : value;
  }

  private static @Nullable Object copy(@Nullable Object value) {
    return value instanceof Tuple tuple
        ? new Tuple(tuple.stream().map(Constant::copy).toArray())
        : new Ownership().copy(value);
  }

  /** Whether Python has a literal for a value, so that Jinja2 computes it beforehand. */
  static boolean hasLiteral(@Nullable Object value) {
    return switch (value) {
      case PyList list -> list.stream().allMatch(Constant::hasLiteral);
      case PyDict dict -> parts(dict).allMatch(Constant::hasLiteral);
      case Tuple tuple ->
          tuple.getClass() == Tuple.class && tuple.stream().allMatch(Constant::hasLiteral);
      case null -> true;
      case String s -> true;
      case Boolean b -> true;
      case Markup m -> true;
      case Range r -> true;
      default -> Numbers.isReal(value);
    };
  }

  private static boolean isChangeable(@Nullable Object value) {
    return value instanceof PyList
        || value instanceof PyDict
        || (value instanceof Tuple tuple && tuple.stream().anyMatch(Constant::isChangeable));
  }

  private static @Nullable String notFinite(@Nullable Object value) {
    return switch (value) {
      case Double d -> d.isNaN() ? "nan" : d.isInfinite() ? "inf" : null;
      case PyDict dict -> first(parts(dict).toList());
      case Collection<?> items -> first(items);
      case null, default -> null;
    };
  }

  private static @Nullable String first(Collection<?> values) {
    for (Object value : values) {
      String found = notFinite(value);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static Stream<?> parts(PyDict dict) {
    return Stream.concat(dict.keySet().stream(), dict.values().stream());
  }
}
