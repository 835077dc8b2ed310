package io.noetl.camel.tool.http;

import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request's headers, checked. */
final class HttpHeaders {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  // what the client sets itself
  private static final Set<String> OWN =
      Set.of("content-length", "transfer-encoding", "connection");

  private HttpHeaders() {}

  /** The headers by name, in which case does not matter; null values are left out. */
  static Map<String, String> of(Map<String, @Nullable Object> values) throws ToolFailure {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
      String name = entry.getKey().strip();
      Object value = entry.getValue();
      if (!NAME.matcher(name).matches() || OutgoingHeaders.isCamels(name)) {
        throw wrong("headers: '%s' is no name of a header".formatted(name));
      }
      if (value != null && !OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
        headers.put(name, checked(name, text(value)));
      }
    }
    return headers;
  }

  private static String text(Object value) {
    return switch (value) {
      case Collection<?> list ->
          list.stream().map(String::valueOf).collect(Collectors.joining(", "));
      case Map<?, ?> map -> ToolJson.write(map);
      default -> value.toString();
    };
  }

  private static String checked(String name, String value) throws ToolFailure {
    if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw wrong("headers.%s: the value has a line break".formatted(name));
    }
    return value.strip();
  }

  private static ToolFailure wrong(String message) {
    return new ToolFailure("TL0201", "ConfigError", message);
  }
}
