package io.noetl.camel.tool.sink;

import io.noetl.camel.tool.ToolCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls of tools on behalf of a sink. */
final class SinkCalls {

  private SinkCalls() {}

  static ToolCall of(
      ToolCall sink,
      String kind,
      Map<String, @Nullable Object> config,
      Map<String, @Nullable Object> args) {
    return new ToolCall(
        kind,
        config,
        args,
        sink.context(),
        sink.origin(),
        sink.idempotencyKey() + "/sink",
        sink.timeout(),
        sink.log(),
        sink.sql());
  }
}
