package io.noetl.camel.tool.sink;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.RowSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sink's data as rows.
 *
 * @param columns the names of all rows, in the order of their first appearance
 * @param rows the values by column; {@link RowSource#UNNAMED} where a row has none
 */
record SinkRows(List<String> columns, List<List<@Nullable Object>> rows) {

  /** A map is one row, a list of maps one for each. */
  static SinkRows of(@Nullable Object data) throws ToolFailure {
    List<?> items = data instanceof List<?> list ? list : java.util.Collections.singletonList(data);
    Set<String> columns = new LinkedHashSet<>();
    List<Map<String, @Nullable Object>> maps = new ArrayList<>();
    for (Object item : items) {
      Map<String, @Nullable Object> map = CallFields.asMap(item);
      if (map == null || map.isEmpty()) {
        throw new ToolFailure(
            "TL0404",
            "ConfigError",
            "data of a sink into a table: %s (expected: a map of columns, or a list of such maps)"
                .formatted(CallFields.kindOf(item)));
      }
      columns.addAll(map.keySet());
      maps.add(map);
    }
    List<List<@Nullable Object>> rows = new ArrayList<>(maps.size());
    for (Map<String, @Nullable Object> map : maps) {
      List<@Nullable Object> row = new ArrayList<>(columns.size());
      columns.forEach(
          column -> row.add(map.containsKey(column) ? map.get(column) : RowSource.UNNAMED));
      rows.add(row);
    }
    return new SinkRows(List.copyOf(columns), rows);
  }
}
