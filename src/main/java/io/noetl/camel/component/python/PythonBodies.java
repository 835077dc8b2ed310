package io.noetl.camel.component.python;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer by both of its names: arguments that are an http result have {@code body}
 * beside {@code data}, where the code says that word.
 */
final class PythonBodies {
  private static final String BODY = "body";

  private PythonBodies() {}

  static Map<String, @Nullable Object> in(Map<String, @Nullable Object> args, PythonCode code) {
    if (!code.text().contains(BODY)) {
      return args;
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    args.forEach((name, value) -> all.put(name, with(value)));
    return all;
  }

  private static @Nullable Object with(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> answer)
        || !answer.containsKey("status_code")
        || !answer.containsKey("data")
        || answer.containsKey(BODY)) {
      return value;
    }
    Map<String, @Nullable Object> both = new LinkedHashMap<>();
    answer.forEach((name, member) -> both.put(String.valueOf(name), member));
    both.put(BODY, answer.get("data"));
    return both;
  }
}
