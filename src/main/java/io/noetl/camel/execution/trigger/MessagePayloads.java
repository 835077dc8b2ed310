package io.noetl.camel.execution.trigger;

import io.noetl.camel.playbook.Subscription;
import io.noetl.camel.store.Storable;
import io.noetl.camel.template.Names;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.UndefinedPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What messages give the playbook that they start. */
final class MessagePayloads {
  private final TemplateEngine templates;

  MessagePayloads(TemplateEngine templates) {
    this.templates = templates;
  }

  /** Of one message; where many start an execution, it is a batch of one. */
  Map<String, @Nullable Object> of(
      Subscription.Dispatch dispatch, Message message, @Nullable String key) {
    if (dispatch.batch() != null) {
      return together(dispatch, List.of(one(message, key)));
    }
    Map<String, @Nullable Object> envelope = message.envelope();
    if (dispatch.payload() != null) {
      return rendered(dispatch.payload(), envelope);
    }
    if (dispatch.envelope()) {
      return envelope;
    }
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    if (message.body() instanceof Map<?, ?> map) {
      map.forEach((name, value) -> payload.put(String.valueOf(name), value));
    } else {
      payload.put("body", message.body());
    }
    return payload;
  }

  /** A message among those that start an execution together. */
  static Map<String, @Nullable Object> one(Message message, @Nullable String key) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("body", message.body());
    one.put("headers", message.headers());
    one.put("source", message.source());
    one.put("key", key);
    return one;
  }

  /** Of messages that start an execution together. */
  Map<String, @Nullable Object> together(
      Subscription.Dispatch dispatch, List<Map<String, @Nullable Object>> messages) {
    Map<String, @Nullable Object> names = new LinkedHashMap<>();
    names.put("messages", messages);
    names.put("batch", Map.of("size", (long) messages.size()));
    return dispatch.payload() == null ? names : rendered(dispatch.payload(), names);
  }

  private Map<String, @Nullable Object> rendered(
      Map<String, @Nullable Object> templated, Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    Names names = Names.of(values);
    templated.forEach(
        (name, value) ->
            payload.put(
                name,
                Storable.described(templates.render(value, names, UndefinedPolicy.FORGIVING))));
    return payload;
  }
}
