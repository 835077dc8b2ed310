package io.noetl.camel.tool.transfer;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.RowSource;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON items as rows: by a mapping of columns to paths, else by the members that the items of the
 * first chunk have.
 */
final class JsonRows implements RowSource {

  private final JsonItems items;
  private final ArrayDeque<Object> ahead;
  private final Map<String, JsonPath> mapping;
  private final boolean mapped;
  private long row;

  private JsonRows(
      JsonItems items, ArrayDeque<Object> ahead, Map<String, JsonPath> mapping, boolean mapped) {
    this.items = items;
    this.ahead = ahead;
    this.mapping = mapping;
    this.mapped = mapped;
  }

  static JsonRows of(JsonItems items, Map<String, JsonPath> mapping, int chunk)
      throws IOException, ToolFailure {
    ArrayDeque<Object> ahead = new ArrayDeque<>();
    if (!mapping.isEmpty()) {
      return new JsonRows(items, ahead, mapping, true);
    }
    Set<String> names = new LinkedHashSet<>();
    while (ahead.size() < chunk) {
      Object item = items.next();
      if (item == null) {
        break;
      }
      names.addAll(object(item, ahead.size() + 1L).keySet());
      ahead.add(item);
    }
    Map<String, JsonPath> paths = new LinkedHashMap<>();
    names.forEach(name -> paths.put(name, new JsonPath(List.of(name))));
    return new JsonRows(items, ahead, paths, false);
  }

  List<String> columns() {
    return List.copyOf(mapping.keySet());
  }

  @Override
  public @Nullable List<@Nullable Object> next() throws IOException, ToolFailure {
    Object item = ahead.isEmpty() ? items.next() : ahead.poll();
    if (item == null) {
      return null;
    }
    row++;
    if (!mapped && !mapping.keySet().containsAll(object(item, row).keySet())) {
      throw new ToolFailure(
          "TL0503",
          "DataError",
          "item %d has members that those before it have not: give target.mapping {column: path}"
              .formatted(row));
    }
    List<@Nullable Object> values = new ArrayList<>(mapping.size());
    for (JsonPath path : mapping.values()) {
      values.add(path.in(item));
    }
    return values;
  }

  private static Map<String, @Nullable Object> object(Object item, long row) throws ToolFailure {
    Map<String, @Nullable Object> map = CallFields.asMap(item);
    if (map == null) {
      throw new ToolFailure(
          "TL0503",
          "DataError",
          "item %d is %s (expected: an object; name the list of objects with source.data_path)"
              .formatted(row, CallFields.kindOf(item)));
    }
    return map;
  }
}
