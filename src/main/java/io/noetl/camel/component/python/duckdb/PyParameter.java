package io.noetl.camel.component.python.duckdb;

import io.noetl.camel.component.duckdb.SqlParameter;
import io.noetl.camel.component.python.marshal.PyTuple;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decodes parameters as {@code duckdb.py} encodes them: plain values, and tuples with a tag. */
final class PyParameter {
  private PyParameter() {}

  static @Nullable Object decode(@Nullable Object encoded) {
    return switch (encoded) {
      case List<?> list -> list(list);
      case PyTuple tagged -> tagged(tagged.items());
      case null, default -> encoded;
    };
  }

  private static Object tagged(List<?> items) {
    String tag = String.valueOf(items.get(0));
    return switch (tag) {
      case "D" -> new BigDecimal(text(items));
      case "d" -> LocalDate.parse(text(items));
      case "t" -> LocalTime.parse(text(items));
      case "tz" -> OffsetTime.parse(text(items));
      case "T" -> LocalDateTime.parse(text(items));
      case "Z" -> OffsetDateTime.parse(text(items));
      case "u" -> UUID.fromString(text(items));
      case "i" -> new SqlParameter.Interval(number(items.get(1)), number(items.get(2)));
      case "m" -> struct((List<?>) item(items, 1));
      case "M" ->
          new SqlParameter.KeyValues(
              list((List<?>) item(items, 1)), list((List<?>) item(items, 2)));
      default -> throw new IllegalArgumentException("parameter tag: " + tag);
    };
  }

  private static List<@Nullable Object> list(List<?> items) {
    List<@Nullable Object> decoded = new ArrayList<>(items.size());
    for (Object item : items) {
      decoded.add(decode(item));
    }
    return decoded;
  }

  private static Map<String, @Nullable Object> struct(List<?> pairs) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (Object pair : pairs) {
      List<?> field = (List<?>) pair;
      fields.put(String.valueOf(field.get(0)), decode(field.get(1)));
    }
    return fields;
  }

  private static Object item(List<?> items, int index) {
    return java.util.Objects.requireNonNull(items.get(index));
  }

  private static String text(List<?> items) {
    return String.valueOf(items.get(1));
  }

  private static long number(@Nullable Object value) {
    return ((Number) java.util.Objects.requireNonNull(value)).longValue();
  }
}
