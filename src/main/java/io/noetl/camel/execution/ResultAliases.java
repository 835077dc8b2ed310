package io.noetl.camel.execution;

import io.noetl.camel.template.Names;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names by which templates find parts of a result that stand elsewhere in it: the rows of the last
 * statement, the body of an answer, the aggregate of a loop that failed, a task's result.
 */
final class ResultAliases {
  private static final Set<String> OF_STATEMENTS =
      Set.of("rows", "columns", "row_count", "affected_rows");

  private ResultAliases() {}

  /** The value of a name that a result does not have itself, or {@link Names#MISSING}. */
  static @Nullable Object of(Map<String, @Nullable Object> result, String name) {
    if (OF_STATEMENTS.contains(name)) {
      return ofStatement(result, name);
    }
    return switch (name) {
      case "body" -> result.containsKey("status_code") ? member(result, "data") : Names.MISSING;
      case "results", "stats" -> {
        Object aggregate = result.get("data");
        yield "error".equals(result.get("status")) && aggregate instanceof Map<?, ?> map
            ? member(map, name)
            : name.equals("results") ? result : Names.MISSING;
      }
      default -> Names.MISSING;
    };
  }

  /** Of the last statement: {@code command_i} with the highest number. */
  private static @Nullable Object ofStatement(Map<String, @Nullable Object> result, String name) {
    int last = 0;
    while (result.containsKey("command_" + (last + 1))) {
      last++;
    }
    Object found = result.get("command_" + last);
    if (found instanceof Map<?, ?> statement) {
      boolean hasRows = statement.containsKey("rows");
      return name.equals("affected_rows")
          ? hasRows ? Names.MISSING : member(statement, "row_count")
          : member(statement, name);
    }
    return result.containsKey("executed_commands")
        ? ofDuckDb(result, "command_" + result.get("executed_commands"), name)
        : Names.MISSING;
  }

  /** DuckDB has the parts of a statement beside each other. */
  private static @Nullable Object ofDuckDb(
      Map<String, @Nullable Object> result, String statement, String name) {
    return switch (name) {
      case "rows" -> member(result, statement);
      case "row_count" -> member(result, statement + "_rows");
      case "columns" -> member(result, statement + "_columns");
      default -> member(result, statement + "_rows_changed");
    };
  }

  private static @Nullable Object member(Map<?, ?> map, String name) {
    return map.containsKey(name) ? map.get(name) : Names.MISSING;
  }
}
