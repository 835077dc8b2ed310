package io.noetl.camel.template.python;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's {@code bool}. */
public final class Truth {
  private Truth() {}

  /** Whether a value counts as true: nothing, zero and what is empty do not. */
  public static boolean of(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean b -> b;
      case String s -> !s.isEmpty();
      case Long l -> l != 0;
      case Double d -> d != 0;
      case List<?> l -> !l.isEmpty();
      case Map<?, ?> m -> !m.isEmpty();
      case PyObject o -> o.truth();
      case Markup m -> !m.text().isEmpty();
      case BigInteger b -> b.signum() != 0;
      case Number n -> n.doubleValue() != 0;
      case byte[] b -> b.length > 0;
      default -> true;
    };
  }
}
