package io.noetl.camel.execution;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool call ended with. A failure is a value, not an exception: exceptions are for fencing
 * and for bugs.
 */
public sealed interface Outcome {

  /**
   * The tool succeeded.
   *
   * @param result JSON-like: null, Boolean, Long, BigInteger, Double, String, List, Map with String
   *     keys
   */
  record Done(@Nullable Object result) implements Outcome {}

  /**
   * The tool failed.
   *
   * @param error why
   * @param result what there is of a result all the same (the HTTP envelope of a 404, the commands
   *     that ran), JSON-like
   */
  record Failed(ToolError error, @Nullable Object result) implements Outcome {

    /**
     * The step's result: what the tool gave when that says {@code status: error} itself, else
     * {@code {status: "error", error, data}}.
     */
    public Object envelope() {
      if (result instanceof Map<?, ?> map && "error".equals(map.get("status"))) {
        return map;
      }
      Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
      envelope.put("status", "error");
      envelope.put("error", error.message());
      if (result != null) {
        envelope.put("data", result);
      }
      return envelope;
    }
  }

  /** A failure without any result. */
  static Outcome failed(ToolError error) {
    return new Failed(error, null);
  }
}
