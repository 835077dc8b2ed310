package io.noetl.camel.execution.trigger;

import io.noetl.camel.store.JsonLike;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source brings.
 *
 * @param body JSON-like; a text where it is no JSON
 * @param headers by lower-case names, without what shows who the sender is
 * @param query of a webhook's address
 */
public record Message(
    @Nullable Object body, Map<String, String> headers, Map<String, String> query) {

  /** As it is kept, and as a template sees it. */
  Map<String, @Nullable Object> envelope() {
    Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
    envelope.put("body", body);
    envelope.put("headers", headers);
    envelope.put("query", query);
    return envelope;
  }

  /** One that was kept. */
  static Message of(Map<String, @Nullable Object> envelope) {
    return new Message(
        envelope.get("body"), texts(envelope.get("headers")), texts(envelope.get("query")));
  }

  private static Map<String, String> texts(@Nullable Object value) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      JsonLike.object(map).forEach((name, text) -> texts.put(name, String.valueOf(text)));
    }
    return texts;
  }
}
