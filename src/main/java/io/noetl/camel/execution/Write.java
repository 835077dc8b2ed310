package io.noetl.camel.execution;

import io.noetl.camel.playbook.Assignments.Scope;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.Storable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that is written into a scope.
 *
 * @param path its name, and the members below it
 */
record Write(Scope scope, List<String> path, @Nullable Object value) {
  private static final Json JSON = new Json();

  /** The name that it is found by. */
  String name() {
    return path.getFirst();
  }

  /** The value of its name, with what is written in it. */
  @Nullable Object over(@Nullable Object before) {
    return laid(before, path.subList(1, path.size()), value);
  }

  private static @Nullable Object laid(
      @Nullable Object before, List<String> path, @Nullable Object value) {
    if (path.isEmpty()) {
      return value;
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (before instanceof Map<?, ?> found) {
      found.forEach((key, member) -> map.put(String.valueOf(key), member));
    }
    String name = path.getFirst();
    map.put(name, laid(map.get(name), path.subList(1, path.size()), value));
    return map;
  }

  /** The same with its value as the log keeps it. */
  Write described() {
    return new Write(scope, path, Storable.described(value));
  }

  /**
   * As the meta of an event holds writes: JSON in a text, because the column would write values
   * anew.
   */
  static String json(List<Write> writes) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (Write write : writes) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("scope", write.scope().name().toLowerCase(Locale.ROOT));
      map.put("path", write.path());
      map.put("value", write.value());
      list.add(map);
    }
    return JSON.write(list);
  }

  /** The writes that the meta of an event holds. */
  static List<Write> read(@Nullable Object json) {
    List<Write> writes = new ArrayList<>();
    if (json instanceof String text && JSON.read(text) instanceof List<?> list) {
      for (Object entry : list) {
        Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(entry);
        List<String> path =
            ((List<?>) Objects.requireNonNull(map.get("path")))
                .stream().map(String::valueOf).toList();
        String scope = String.valueOf(map.get("scope")).toUpperCase(Locale.ROOT);
        writes.add(new Write(Scope.valueOf(scope), path, map.get("value")));
      }
    }
    return writes;
  }
}
