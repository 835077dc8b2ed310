package io.noetl.camel.tool.flow;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code noop} tool: does nothing and gives its {@code result}, else {@code {status: ok,
 * message}}.
 */
public final class NoopTool implements Tool {

  @Override
  public Set<String> kinds() {
    return Set.of("noop");
  }

  @Override
  public Outcome call(ToolCall call) {
    if (call.config().containsKey("result")) {
      return new Outcome.Done(call.config().get("result"));
    }
    String message = call.text("message");
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("status", "ok");
    result.put("message", message == null ? "noop" : message);
    return new Outcome.Done(result);
  }
}
