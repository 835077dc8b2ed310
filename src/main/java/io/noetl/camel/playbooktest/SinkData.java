package io.noetl.camel.playbooktest;

import io.noetl.camel.tool.sink.SinkSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a sink was given. */
final class SinkData {
  private SinkData() {}

  static String kind(Map<String, @Nullable Object> config) {
    return SinkSpec.of(config).kind();
  }

  static @Nullable Object data(Map<String, @Nullable Object> config) {
    return SinkSpec.of(config).data();
  }

  /** A list is a row for each of its items, anything else is one. */
  static int rows(Map<String, @Nullable Object> config) {
    return switch (data(config)) {
      case null -> 0;
      case List<?> list -> list.size();
      default -> 1;
    };
  }
}
