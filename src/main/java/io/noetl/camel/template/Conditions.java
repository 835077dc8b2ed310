package io.noetl.camel.template;

import io.noetl.camel.template.python.Str;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.python.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** NoETL's truth of conditions. */
final class Conditions {
  private Conditions() {}

  /** A text is true when it says so; any other value by Python's truth. */
  static boolean isTrue(@Nullable Object value) {
    if (value == null || !Types.isText(value)) {
      return !Types.isUndefined(value) && Truth.of(value);
    }
    return switch (Str.of(value).strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes" -> true;
      default -> false;
    };
  }
}
