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
 * @param source where it is from: topic and offset, say; empty where nothing is to be told
 */
public record Message(
    @Nullable Object body,
    Map<String, String> headers,
    Map<String, String> query,
    Map<String, @Nullable Object> source) {

  /** One of which nothing more is to be told. */
  public Message(@Nullable Object body, Map<String, String> headers, Map<String, String> query) {
    this(body, headers, query, Map.of());
  }

  /** As it is kept, and as a template sees it. */
  Map<String, @Nullable Object> envelope() {
    Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
    envelope.put("body", body);
    envelope.put("headers", headers);
    envelope.put("query", query);
    if (!source.isEmpty()) {
      envelope.put("source", source);
    }
    return envelope;
  }

  /** One that was kept. */
  static Message of(Map<String, @Nullable Object> envelope) {
    return new Message(
        envelope.get("body"),
        texts(envelope.get("headers")),
        texts(envelope.get("query")),
        envelope.get("source") instanceof Map<?, ?> map ? JsonLike.object(map) : Map.of());
  }

  private static Map<String, String> texts(@Nullable Object value) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      JsonLike.object(map).forEach((name, text) -> texts.put(name, String.valueOf(text)));
    }
    return texts;
  }
}
