package io.noetl.camel.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The input of an execution, under each of the names that NoETL's clients give it. */
final class Payload {
  private static final List<String> NAMES =
      List.of("payload", "workload", "args", "parameters", "input_payload");

  private Payload() {}

  /** Where a request has several, the later of the names wins key by key. */
  static Map<String, @Nullable Object> of(BodyFields body) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>();
    for (String name : NAMES) {
      Map<String, @Nullable Object> given = body.object(name);
      if (given != null) {
        merged.putAll(given);
      }
    }
    return merged;
  }
}
