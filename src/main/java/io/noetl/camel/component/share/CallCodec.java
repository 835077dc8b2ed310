package io.noetl.camel.component.share;

import io.noetl.camel.execution.LogSource;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.StepLogSink;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.JsonLike;
import io.noetl.camel.store.call.CallId;
import io.noetl.camel.store.secret.SealedColumns;
import io.noetl.camel.tool.ComputeTime;
import io.noetl.camel.tool.ToolCall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls and their outcomes as JSON, encrypted where a stored secret stands in it. */
final class CallCodec {
  private static final String NANOS = "nanos";

  private final Json json;
  private final SealedColumns columns;
  private final ExecutionProfiles profiles;

  CallCodec(Json json, SealedColumns columns, ExecutionProfiles profiles) {
    this.json = json;
    this.columns = columns;
    this.profiles = profiles;
  }

  /** A call as text; empty where JSON would change what the tool is given. */
  Optional<String> request(CallId id, ToolCall call) {
    try {
      Map<String, @Nullable Object> request = new LinkedHashMap<>();
      request.put("kind", call.kind());
      request.put("config", call.config());
      request.put("args", call.args());
      request.put("context", call.context());
      ToolCall.Origin origin = call.origin();
      request.put("playbook", origin.playbookPath());
      request.put("file", origin.file());
      request.put("step", origin.step());
      request.put("attempt", (long) origin.attempt());
      request.put("restricted", origin.profile().restricted());
      request.put("traceparent", origin.traceparent());
      Map<String, Object> lines = new LinkedHashMap<>();
      call.config().keySet().forEach(field -> lines.put(field, (long) origin.lines().of(field)));
      request.put("lines", lines);
      Duration timeout = call.timeout();
      request.put("timeout", timeout == null ? null : timeout.toMillis());
      Map<String, @Nullable Object> read = json.readObject(json.write(request));
      boolean same =
          call.config().equals(read.get("config")) && call.args().equals(read.get("args"));
      return same ? Optional.of(sealed("call:", id, request)) : Optional.empty();
    } catch (IllegalArgumentException | Json.Malformed e) {
      return Optional.empty();
    }
  }

  /** The call of a text. */
  ToolCall call(CallId id, String text, StepLogSink logs) {
    Map<String, @Nullable Object> request = opened("call:", id, text);
    String step = String.valueOf(request.get("step"));
    Map<String, @Nullable Object> lines = map(request.get("lines"));
    String playbook = String.valueOf(request.get("playbook"));
    ToolCall.Origin origin =
        new ToolCall.Origin(
            id.executionId(),
            playbook,
            String.valueOf(request.get("file")),
            step,
            number(request.get("attempt")).intValue(),
            field -> lines.containsKey(field) ? number(lines.get(field)).intValue() : 0,
            profiles.of(playbook, !Boolean.FALSE.equals(request.get("restricted"))),
            (String) request.get("traceparent"));
    Object timeout = request.get("timeout");
    return new ToolCall(
        String.valueOf(request.get("kind")),
        map(request.get("config")),
        map(request.get("args")),
        map(request.get("context")),
        origin,
        id.key(),
        timeout == null ? null : Duration.ofMillis(number(timeout).longValue()),
        (stream, line) ->
            logs.line(id.executionId(), LogSource.ofCall(step, id.key()), stream.name(), line));
  }

  /**
   * An outcome as text.
   *
   * @param nanos how long the code of the call has run
   */
  String outcome(CallId id, Outcome outcome, long nanos) {
    Map<String, @Nullable Object> written = new LinkedHashMap<>();
    written.put(NANOS, nanos);
    switch (outcome) {
      case Outcome.Done done -> written.put("result", done.result());
      case Outcome.Failed failed -> {
        written.put("error", failed.error().asMap());
        written.put("result", failed.result());
      }
    }
    return sealed("outcome:", id, written);
  }

  /**
   * The outcome of a text.
   *
   * @param time takes how long the code of the call has run; a server of an older version tells
   *     nothing
   */
  Outcome outcome(CallId id, String text, ComputeTime time) {
    Map<String, @Nullable Object> read = opened("outcome:", id, text);
    if (read.get(NANOS) instanceof Number nanos) {
      time.add(nanos.longValue());
    }
    if (!read.containsKey("error")) {
      return new Outcome.Done(read.get("result"));
    }
    Map<String, @Nullable Object> error = map(read.get("error"));
    Object status = error.get("status");
    Object traceback = error.get("traceback");
    return new Outcome.Failed(
        new ToolError(
            String.valueOf(error.get("code")),
            String.valueOf(error.get("type")),
            String.valueOf(error.get("message")),
            status == null ? null : number(status).intValue(),
            traceback == null ? null : traceback.toString()),
        read.get("result"));
  }

  private String sealed(String what, CallId id, Map<String, @Nullable Object> value) {
    return json.write(columns.seal(what + id.key(), value));
  }

  private Map<String, @Nullable Object> opened(String what, CallId id, String text) {
    return map(columns.open(what + id.key(), json.read(text)));
  }

  private static Map<String, @Nullable Object> map(@Nullable Object value) {
    return JsonLike.object((Map<?, ?>) Objects.requireNonNull(value));
  }

  private static Number number(@Nullable Object value) {
    return (Number) Objects.requireNonNull(value);
  }
}
