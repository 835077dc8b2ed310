package io.noetl.camel.playbook;

import java.util.HashSet;
import java.util.Set;

/** The fields that each kind of sink reads. */
final class SinkFields {
  /** Kinds of sinks; {@code event} stores nothing but its event. */
  static final Set<String> KINDS =
      Set.of("event", "event_log", "log", "postgres", "python", "duckdb", "http", "gcs");

  /** What to store, what stores it, and what a failure does. */
  private static final Set<String> OF_ALL =
      Set.of(
          "tool",
          "kind",
          "backend",
          "type",
          "spec",
          "data",
          "args",
          "payload",
          "from",
          "auth",
          "credentials",
          "credential",
          "on_error",
          "timeout",
          "desc",
          "description");

  private static final Set<String> OF_TABLES = Set.of("table", "mode", "key", "keys");

  private SinkFields() {}

  /** The keys that a sink of a kind may have. */
  static Set<String> of(String kind) {
    Set<String> keys = new HashSet<>(OF_ALL);
    switch (kind) {
      case "postgres", "duckdb" -> {
        keys.addAll(OF_TABLES);
        keys.addAll(ToolFields.of(kind));
      }
      case "python", "http", "gcs" -> keys.addAll(ToolFields.of(kind));
      default -> {}
    }
    keys.remove("retry");
    return keys;
  }

  /** Keys one of which a sink of a kind must have; empty where it needs none. */
  static Set<String> neededOneOf(String kind) {
    return switch (kind) {
      case "postgres", "duckdb" -> {
        Set<String> keys = new HashSet<>(ToolFields.SQL);
        keys.add("table");
        yield keys;
      }
      case "http" -> Set.of("url", "endpoint");
      case "gcs" -> Set.of("destination");
      default -> Set.of();
    };
  }

  /** How to write it. */
  static String example(String kind) {
    return switch (kind) {
      case "http" -> "Write `url: \"https://…\"`.";
      case "gcs" -> "Write `destination: gs://bucket/key`.";
      default -> "Write `table: name`, or `statement:` with the SQL.";
    };
  }
}
