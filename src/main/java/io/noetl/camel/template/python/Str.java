package io.noetl.camel.template.python;

import io.noetl.camel.template.PrintsAs;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Python's {@code str} of any value. */
public final class Str {
  private Str() {}

  /** The text of a value. */
  public static String of(@Nullable Object value) {
    return switch (value) {
      case String s -> s;
      case Long l -> l.toString();
      case null -> "None";
      case Boolean b -> b ? "True" : "False";
      case Double d -> FloatText.of(d);
      case Markup m -> m.text();
      case PrintsAs p -> p.printed();
      case PyObject o -> o.str();
      case BigInteger b -> Numbers.digits(b);
      default -> Repr.of(value);
    };
  }

  /** As {@code soft_str}: a Markup stays one, anything else becomes text. */
  public static Object soft(@Nullable Object value) {
    return value instanceof Markup markup ? markup : of(value);
  }
}
