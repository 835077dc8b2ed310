package io.noetl.camel.api.view;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.search.StoredValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts beginnings in the place of the long values of a state. */
final class Beginnings {
  private static final List<String> PARTS = List.of("workload", "variables", "results");
  private static final int MOST_VALUES = 5_000;
  private static final int LEAST_VALUES = 20;
  private static final int MOST_MEMBERS = 1_000;

  private final StoredValues values;
  private final Json json;
  private final long executionId;
  private final List<String> cut = new ArrayList<>();

  Beginnings(StoredValues values, Json json, long executionId) {
    this.values = values;
    this.json = json;
    this.executionId = executionId;
  }

  /** Shortens what a state shows; gives the pointers to what it shows in part. */
  List<String> shorten(Map<String, @Nullable Object> state) {
    int all =
        PARTS.stream()
            .mapToInt(name -> state.get(name) instanceof Map<?, ?> map ? map.size() : 0)
            .sum();
    int each = Math.max(LEAST_VALUES, MOST_VALUES / Math.max(1, all));
    for (String name : PARTS) {
      if (state.get(name) instanceof Map<?, ?> map) {
        state.put(name, members(name, map, each));
      }
    }
    return cut;
  }

  private Map<String, @Nullable Object> members(String part, Map<?, ?> map, int each) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    for (Map.Entry<?, ?> member : map.entrySet()) {
      if (shown.size() == MOST_MEMBERS) {
        cut.add("/" + part);
        break;
      }
      String name = String.valueOf(member.getKey());
      shown.put(
          name, beginning("/" + part + "/" + JsonPart.escaped(name), member.getValue(), each));
    }
    return shown;
  }

  private @Nullable Object beginning(String at, @Nullable Object value, int most) {
    try (InputStream content = values.opened(executionId, json.write(value))) {
      JsonPart.Beginning begins = JsonPart.beginning(content, most);
      begins.cut().forEach(pointer -> cut.add(at + pointer));
      return begins.value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
