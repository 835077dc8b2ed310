package io.noetl.camel.tool.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operations of one part of NATS, over a connection that is there. */
interface NatsOperation {

  /**
   * Does what a call asks for.
   *
   * @param name the operation, one of those that the part knows
   * @return the call's result
   */
  Map<String, @Nullable Object> run(
      String name, Connection connection, CallFields fields, ToolCall call)
      throws IOException, JetStreamApiException, InterruptedException, ToolFailure;

  /** The beginning of a result. */
  static Map<String, @Nullable Object> result(String status) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("status", status);
    return result;
  }

  /** A field that an operation can't do without. */
  static String required(CallFields fields, String operation, String... names) throws ToolFailure {
    String value = fields.text(names);
    if (value == null) {
      throw new ToolFailure(
          "TL1301",
          "ConfigError",
          "nats: %s is missing, which %s needs".formatted(names[0], operation));
    }
    return value;
  }
}
