package io.noetl.camel.testing;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tool calls for tests. */
public final class Calls {

  private Calls() {}

  /** A call of the step {@code s}, the 1st of execution 7, whose fields begin on line 10. */
  public static ToolCall of(String kind, Map<String, Object> config) {
    return of(kind, config, Map.of());
  }

  public static ToolCall of(String kind, Map<String, Object> config, Map<String, Object> args) {
    return of(kind, config, args, ExecutionProfile.trusted());
  }

  /** A call of an execution that may reach what a profile says. */
  public static ToolCall of(
      String kind, Map<String, Object> config, Map<String, Object> args, ExecutionProfile profile) {
    return new ToolCall(
        kind,
        config,
        args,
        Map.of("execution_id", "7"),
        new ToolCall.Origin(7, "tests/p", "p.yaml", "s", 1, field -> 10, profile),
        "7/s/0",
        null,
        StepLog.NONE);
  }

  /** A call whose fields are given as JSON, {@code '} standing for {@code "}. */
  @SuppressWarnings("unchecked")
  public static ToolCall json(String kind, String config) {
    return of(kind, (Map<String, Object>) value(config));
  }

  /** A JSON value, {@code '} standing for {@code "}. */
  public static Object value(String json) {
    try {
      return ToolJson.parse(json.replace('\'', '"'));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** The call with a log. */
  public static ToolCall logged(ToolCall call, Log log) {
    return new ToolCall(
        call.kind(),
        call.config(),
        call.args(),
        call.context(),
        call.origin(),
        call.idempotencyKey(),
        call.timeout(),
        log);
  }

  /** A log that keeps its lines. */
  public static final class Log implements StepLog {
    public final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void line(Stream stream, String text) {
      lines.add(text);
    }
  }

  /** A map of a name and a value, with more of both. */
  public static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
