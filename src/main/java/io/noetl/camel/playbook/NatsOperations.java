package io.noetl.camel.playbook;

import java.util.List;

/** What a tool of kind {@code nats} can do. */
public final class NatsOperations {
  /** The values of its {@code operation}. */
  public static final List<String> ALL =
      List.of(
          "kv_get",
          "kv_put",
          "kv_delete",
          "kv_keys",
          "kv_purge",
          "object_get",
          "object_put",
          "object_delete",
          "object_info",
          "object_list",
          "js_publish",
          "js_get_msg",
          "js_consume",
          "js_ack",
          "js_stream_info");

  private NatsOperations() {}

  /** Doubts a value that stands there as it is. */
  static void check(Fields fields, Problems problems) {
    if (fields.get("operation") instanceof String text
        && !text.contains("{{")
        && !ALL.contains(text)) {
      problems.error(
          "PB0310",
          fields.pointer("operation"),
          "A tool of kind nats has no operation '" + text + "'.",
          Nearest.hint(text, ALL));
    }
  }
}
