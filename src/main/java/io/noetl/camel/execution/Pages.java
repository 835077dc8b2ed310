package io.noetl.camel.execution;

import io.noetl.camel.playbook.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages that a step has collected. */
final class Pages {
  private final List<@Nullable Object> items = new ArrayList<>();
  private @Nullable Object latest;
  private @Nullable Object merged;
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  /** All items so far, or what the strategy keeps in their stead. */
  @Nullable Object collected() {
    return latest != null ? latest : merged != null ? merged : items;
  }

  void add(Action.Strategy strategy, @Nullable Object page) {
    count++;
    switch (strategy) {
      case APPEND, EXTEND -> {
        if (page instanceof List<?> list) {
          items.addAll(list);
        } else {
          items.add(page);
        }
      }
      case REPLACE -> latest = page;
      case MERGE -> {
        Map<String, @Nullable Object> both = new LinkedHashMap<>();
        copy(merged, both);
        copy(page, both);
        merged = both;
      }
    }
  }

  private static void copy(@Nullable Object from, Map<String, @Nullable Object> to) {
    if (from instanceof Map<?, ?> map) {
      map.forEach((key, value) -> to.put(String.valueOf(key), value));
    }
  }

  /**
   * The step's result with the pages in it: {@code _all_collected_items} and {@code _pagination}
   * beside the members of the last response.
   */
  Map<String, @Nullable Object> mergeInto(@Nullable Object lastResponse) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    if (lastResponse instanceof Map<?, ?>) {
      copy(lastResponse, result);
    } else {
      result.put("original_result", lastResponse);
    }
    Map<String, @Nullable Object> pagination = new LinkedHashMap<>();
    pagination.put("pages_collected", (long) count);
    pagination.put("all_items", collected());
    result.put("_pagination", pagination);
    result.put("_all_collected_items", collected());
    return result;
  }

  /** The value at a dotted path: {@code data.items}, {@code data[0].x}; the whole for "". */
  static @Nullable Object at(@Nullable Object value, String path) {
    Object found = value;
    for (String part : path.isEmpty() ? new String[0] : path.split("[.\\[\\]]+")) {
      found =
          switch (found) {
            case Map<?, ?> map -> map.get(part);
            case List<?> list when part.matches("\\d+") && Integer.parseInt(part) < list.size() ->
                list.get(Integer.parseInt(part));
            case null, default -> null;
          };
    }
    return found;
  }
}
