package io.noetl.camel.component.python.duckdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names of DuckDB's nested types, taken apart: {@code MAP(VARCHAR, INTEGER[])}. */
final class NestedType {
  private NestedType() {}

  /** What stands between the outermost parentheses, divided at its commas. */
  static List<String> parts(String type) {
    List<String> parts = new ArrayList<>();
    int from = type.indexOf('(') + 1;
    int depth = 0;
    boolean quoted = false;
    int end = type.lastIndexOf(')');
    for (int i = from; i < end; i++) {
      char c = type.charAt(i);
      quoted ^= c == '"';
      if (quoted) {
        continue;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(type.substring(from, i).strip());
        from = i + 1;
      }
    }
    if (from < end) {
      parts.add(type.substring(from, end).strip());
    }
    return parts;
  }

  /** The types of a struct's fields, by name. */
  static Map<String, String> fields(String type) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String part : parts(type)) {
      boolean quoted = part.startsWith("\"");
      int end = quoted ? part.indexOf("\" ", 1) : part.indexOf(' ');
      if (end > 0) {
        String name =
            quoted ? part.substring(1, end).replace("\"\"", "\"") : part.substring(0, end);
        fields.put(name, part.substring(quoted ? end + 2 : end + 1).strip());
      }
    }
    return fields;
  }
}
