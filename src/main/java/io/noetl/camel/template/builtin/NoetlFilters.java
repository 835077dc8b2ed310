package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.Str;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What NoETL adds to Jinja2. */
final class NoetlFilters {
  private NoetlFilters() {}

  static void addTo(Registry registry) {
    registry
        .filter("b64encode", "b64encode(value)", (a, r) -> encode(a[0]))
        .filter("b64decode", "b64decode(value)", (a, r) -> decode(a[0]));
  }

  private static String encode(@Nullable Object value) {
    return Base64.getEncoder().encodeToString(Str.of(value).getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(@Nullable Object value) {
    try {
      return new String(Base64.getMimeDecoder().decode(Str.of(value)), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw PyError.value("not base64: " + e.getMessage());
    }
  }
}
