package io.noetl.camel.tool.transfer;

import io.noetl.camel.tool.postgres.RowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A path into a JSON value: {@code data.items}, {@code company.name}, {@code tags.0}, {@code
 * tags[0]}, with or without {@code $.} before it.
 *
 * @param steps the names and positions
 */
record JsonPath(List<String> steps) {

  static JsonPath parse(@Nullable String text) {
    List<String> steps = new ArrayList<>();
    if (text != null) {
      for (String step : text.replace("[", ".").replace("]", "").split("\\.", -1)) {
        if (!step.isBlank() && !step.equals("$")) {
          steps.add(step.strip());
        }
      }
    }
    return new JsonPath(steps);
  }

  /** The value at the path; {@link RowSource#UNNAMED} where there is none. */
  @Nullable Object in(@Nullable Object value) {
    Object at = value;
    for (String step : steps) {
      at =
          switch (at) {
            case Map<?, ?> map when map.containsKey(step) -> map.get(step);
            case List<?> list -> item(list, step);
            case null, default -> RowSource.UNNAMED;
          };
    }
    return at;
  }

  private static @Nullable Object item(List<?> list, String step) {
    return step.matches("\\d{1,9}") && Integer.parseInt(step) < list.size()
        ? list.get(Integer.parseInt(step))
        : RowSource.UNNAMED;
  }

  /** The paths of a mapping by column. */
  static Map<String, JsonPath> mapping(Map<String, @Nullable Object> mapping) {
    Map<String, JsonPath> paths = new java.util.LinkedHashMap<>();
    mapping.forEach(
        (column, path) -> paths.put(column, parse(path == null ? column : path.toString())));
    return paths;
  }
}
