package io.noetl.camel.tool.sink;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import io.noetl.camel.tool.credential.AuthNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@code sink} of a case rule.
 *
 * <p>Result: {@code {status, data: {saved, …, task_result}, meta: {tool_kind, credential_ref},
 * error?}}; {@code saved} is the kind that stored, false where it failed. The result of a failure
 * has the same shape.
 */
public final class SinkTool implements Tool {

  private static final Set<String> DELEGATED = Set.of("http", "python", "duckdb", "gcs");

  private final PostgresSink postgres;
  private final DelegatedSink delegated;

  /**
   * @param tools the tool of a kind, which http, python, duckdb and gcs sinks store with; null for
   *     none
   */
  public SinkTool(PostgresSink postgres, Function<String, @Nullable Tool> tools) {
    this.postgres = postgres;
    this.delegated = new DelegatedSink(tools);
  }

  @Override
  public Set<String> kinds() {
    return Set.of("sink");
  }

  /**
   * Stores what a sink says.
   *
   * @param call its {@code config} is the sink as it stands in the rule, rendered
   */
  @Override
  public Outcome call(ToolCall call) throws InterruptedException {
    SinkSpec sink = SinkSpec.of(call.config());
    try {
      return switch (store(sink, call)) {
        case Outcome.Done done -> new Outcome.Done(envelope(sink, done.result(), null));
        case Outcome.Failed failed ->
            new Outcome.Failed(failed.error(), envelope(sink, failed.result(), failed.error()));
      };
    } catch (ToolFailure e) {
      return new Outcome.Failed(e.error(), envelope(sink, null, e.error()));
    }
  }

  private Outcome store(SinkSpec sink, ToolCall call) throws InterruptedException, ToolFailure {
    String kind = sink.kind();
    if (kind.equals("event") || kind.equals("event_log")) {
      return new Outcome.Done(sink.data());
    }
    if (kind.equals("log")) {
      call.log().line(StepLog.Stream.SYSTEM, text(sink.data()));
      return new Outcome.Done(sink.data());
    }
    if (kind.equals("postgres")) {
      return postgres.store(sink, call);
    }
    if (DELEGATED.contains(kind)) {
      return delegated.store(sink, call);
    }
    throw new ToolFailure(
        "TL0405",
        "ConfigError",
        "sink: kind '%s' stores nothing (expected: event, log, postgres, duckdb, python, http or gcs)"
            .formatted(kind));
  }

  private static String text(@Nullable Object data) {
    return data instanceof String line ? line : ToolJson.write(data);
  }

  /**
   * What a sink tells of what it has stored.
   *
   * @param result what the tool gave that stored
   * @param error why it did not; null where it did
   */
  public static Map<String, @Nullable Object> envelope(
      SinkSpec sink, @Nullable Object result, @Nullable ToolError error) {
    boolean event = sink.kind().startsWith("event");
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("saved", error != null ? (Object) false : event ? "event" : sink.kind());
    data.put(event ? "data" : "task_result", result);
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("tool_kind", sink.kind());
    meta.put("credential_ref", AuthNames.of(sink.fields().get("auth")));
    Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
    envelope.put("status", error == null ? "success" : "error");
    envelope.put("data", data);
    envelope.put("meta", meta);
    if (error != null) {
      envelope.put("error", error.message());
    }
    return envelope;
  }
}
