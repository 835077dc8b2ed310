package io.noetl.camel.tool.http;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an http call with its arguments in them: arguments named {@code url endpoint
 * method} replace the fields, {@code params headers payload data body json form} that are maps are
 * merged over them.
 *
 * @param fields the fields
 * @param method the method, upper case
 * @param data {@code data} where it is a map
 */
public record RequestFields(CallFields fields, String method, Map<String, @Nullable Object> data) {

  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
  private static final List<String> ADDRESS = List.of("url", "endpoint");
  private static final List<String> MERGED =
      List.of("params", "headers", "payload", "data", "body", "json", "form");

  static RequestFields of(ToolCall call) throws ToolFailure {
    CallFields fields = new CallFields(written(call));
    Map<String, @Nullable Object> data = CallFields.asMap(fields.first("data"));
    return new RequestFields(fields, method(fields), data == null ? Map.of() : data);
  }

  /** The fields of a call with its arguments in them. */
  public static Map<String, @Nullable Object> written(ToolCall call) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(call.config());
    call.args()
        .forEach(
            (name, value) -> {
              if (value == null) {
                return;
              }
              if (ADDRESS.contains(name)) {
                merged.keySet().removeAll(ADDRESS);
                merged.put(name, value);
              } else if (name.equals("method")) {
                merged.put(name, value);
              } else if (MERGED.contains(name)) {
                merged.merge(name, value, RequestFields::merged);
              }
            });
    return merged;
  }

  /** Whether requests of the method have a body, be it {@code {}}. */
  boolean hasBody() {
    return WITH_BODY.contains(method);
  }

  /** Whether requests of the method may have a body. */
  boolean mayHaveBody() {
    return hasBody() || method.equals("DELETE") || method.equals("GET");
  }

  /** {@code params}, {@code data.query}, and all of {@code data} where the method has no body. */
  Map<String, @Nullable Object> query() throws ToolFailure {
    Map<String, @Nullable Object> given = splits() ? CallFields.asMap(data.get("query")) : null;
    Map<String, @Nullable Object> query =
        new LinkedHashMap<>(given == null ? fields.map("params") : given);
    if (!splits() && !hasBody()) {
      query.putAll(data);
    }
    return query;
  }

  /**
   * {@code data.body}, {@code data}, {@code payload}, {@code json}, {@code form} or {@code body}.
   */
  @Nullable Object body() {
    if (splits()) {
      return data.get("body");
    }
    Object whole = hasBody() ? fields.first("data") : null;
    return isEmpty(whole) ? emptyToNull(fields.first("payload", "json", "form", "body")) : whole;
  }

  private boolean splits() {
    return data.containsKey("query") || data.containsKey("body");
  }

  private static @Nullable Object emptyToNull(@Nullable Object value) {
    return isEmpty(value) ? null : value;
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null || "".equals(value) || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  private static Object merged(Object base, Object over) {
    Map<String, @Nullable Object> first = CallFields.asMap(base);
    Map<String, @Nullable Object> second = CallFields.asMap(over);
    if (first == null || second == null) {
      return over;
    }
    first.putAll(second);
    return first;
  }

  private static String method(CallFields fields) throws ToolFailure {
    String text = fields.text("method");
    String method = text == null ? "GET" : text.strip().toUpperCase(Locale.ROOT);
    if (!METHODS.contains(method)) {
      throw new ToolFailure(
          "TL0201",
          "ConfigError",
          "method: '%s' (expected: one of %s)".formatted(text, new TreeSet<>(METHODS)));
    }
    return method;
  }
}
