package io.noetl.camel.component.sql;

import io.noetl.camel.component.message.MessageValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The values that a message has for placeholders: bound, never put into the text.
 *
 * @param list for placeholders without a name: a list body, or any other body alone; empty where
 *     there is none
 * @param map for named ones: the variables, over them the headers, over them {@code body}, over
 *     them what a map body has
 */
public record SqlParameterValues(List<@Nullable Object> list, Map<String, @Nullable Object> map) {

  /**
   * Reads a message.
   *
   * @param bodyIsSql whether the body is no value
   */
  static SqlParameterValues of(Exchange exchange, boolean bodyIsSql) throws CamelExchangeException {
    MessageValues values = MessageValues.of(exchange);
    Map<String, @Nullable Object> map = new LinkedHashMap<>(values.variables());
    map.putAll(values.headers());
    if (bodyIsSql) {
      return new SqlParameterValues(List.of(), map);
    }
    Object body = values.body();
    map.put("body", body);
    return switch (body) {
      case Map<?, ?> named -> {
        named.forEach((name, value) -> map.put(String.valueOf(name), value));
        yield new SqlParameterValues(List.of(), map);
      }
      case List<?> items ->
          new SqlParameterValues(java.util.Collections.unmodifiableList(items), map);
      case null -> new SqlParameterValues(List.of(), map);
      default -> new SqlParameterValues(List.of(body), map);
    };
  }
}
