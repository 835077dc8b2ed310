package io.noetl.camel.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what a YAML parser or a JDBC driver gives into JSON-like values. */
public final class JsonLike {
  private JsonLike() {}

  /** The same value with text keys, and Long where it had Integer or Short. */
  public static @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> object(map);
      case Iterable<?> items -> list(items);
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Float number -> number.doubleValue();
      case null -> null;
      case Boolean b -> b;
      case Number n -> n;
      default -> value.toString();
    };
  }

  /** A mapping with text keys. */
  public static Map<String, @Nullable Object> object(Map<?, ?> map) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    map.forEach((key, item) -> object.put(String.valueOf(key), of(item)));
    return object;
  }

  private static List<@Nullable Object> list(Iterable<?> items) {
    List<@Nullable Object> list = new ArrayList<>();
    items.forEach(item -> list.add(of(item)));
    return list;
  }
}
