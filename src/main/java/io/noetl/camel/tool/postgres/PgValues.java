package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.ToolJson;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON-like values as PostgreSQL's text, for a column or for a place without a type. */
final class PgValues {

  private static final Set<String> WHOLE = Set.of("int2", "int4", "int8");

  private PgValues() {}

  /**
   * The text to store a value in a column.
   *
   * @param type the column's type; arrays begin with {@code _}
   * @return null for NULL
   */
  static @Nullable String toText(String type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof PgRaw raw) {
      return raw.text();
    }
    if (type.equals("json") || type.equals("jsonb")) {
      return json(value);
    }
    if (type.startsWith("_") && value instanceof Collection<?> list) {
      String item = type.substring(1);
      return PgArray.write(list, each -> toText(item, each));
    }
    if (WHOLE.contains(type) && value instanceof Double number && number == Math.rint(number)) {
      return new BigDecimal(number).toPlainString();
    }
    return scalar(value);
  }

  /** The text of a value: maps and lists as JSON. */
  static @Nullable String scalar(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Map<?, ?> map -> ToolJson.write(map);
      case Collection<?> list -> ToolJson.write(list);
      case BigDecimal number -> number.toPlainString();
      default -> value.toString();
    };
  }

  /** Text that is a JSON object or array is taken as such; other text becomes a JSON string. */
  private static String json(Object value) {
    if (value instanceof String text) {
      String stripped = text.strip();
      boolean structured = stripped.startsWith("{") || stripped.startsWith("[");
      if (structured && !(ToolJson.parseOrText(stripped) instanceof String)) {
        return stripped;
      }
    }
    return ToolJson.write(value);
  }
}
