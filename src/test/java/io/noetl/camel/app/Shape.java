package io.noetl.camel.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares a reply with a golden one by members and types; values may differ. */
final class Shape {
  /** Members that hold users' data: only their type counts. */
  private static final Set<String> DATA =
      Set.of(
          "payload",
          "context",
          "result",
          "variables",
          "value",
          "token_data",
          "data",
          "input",
          "meta",
          "labels");

  private final List<String> differences = new ArrayList<>();

  /** What is missing or has another type, as {@code path: expected, found}. */
  static List<String> differences(@Nullable Object golden, @Nullable Object ours) {
    Shape shape = new Shape();
    shape.compare("", golden, ours);
    return shape.differences;
  }

  private void compare(String path, @Nullable Object golden, @Nullable Object ours) {
    if (golden == null || ours == null) {
      // null is a value of every optional member
      return;
    }
    if (!type(golden).equals(type(ours))) {
      differences.add(path + ": " + type(golden) + ", ours " + type(ours) + " " + ours);
    } else if (golden instanceof Map<?, ?> wanted && ours instanceof Map<?, ?> found) {
      wanted.forEach((key, value) -> member(path + "." + key, String.valueOf(key), value, found));
    } else if (golden instanceof List<?> wanted && ours instanceof List<?> found) {
      if (!wanted.isEmpty() && !found.isEmpty()) {
        compare(path + "[0]", wanted.getFirst(), found.getFirst());
      }
    }
  }

  private void member(String path, String key, @Nullable Object golden, Map<?, ?> found) {
    if (!found.containsKey(key)) {
      differences.add(path + ": missing");
    } else if (DATA.contains(key)) {
      Object ours = found.get(key);
      if (golden != null && ours != null && !type(golden).equals(type(ours))) {
        differences.add(path + ": " + type(golden) + ", ours " + type(ours));
      }
    } else {
      compare(path, golden, found.get(key));
    }
  }

  private static String type(Object value) {
    return switch (value) {
      case Map<?, ?> map -> "object";
      case List<?> list -> "array";
      case String text -> "string";
      case Boolean flag -> "boolean";
      case Number number -> "number";
      default -> value.getClass().getSimpleName();
    };
  }
}
