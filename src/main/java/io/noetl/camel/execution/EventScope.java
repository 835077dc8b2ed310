package io.noetl.camel.execution;

import io.noetl.camel.playbook.EventName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that belong to an event of a step: {@code event, response, result, error}. */
final class EventScope {
  private EventScope() {}

  /** Names at an event before the call: {@code command.claimed … step.enter}. */
  static Map<String, @Nullable Object> before(EventName event, String step, Instant now) {
    Map<String, @Nullable Object> names = new LinkedHashMap<>();
    names.put("event", event(event, step, now, Map.of("status", "started")));
    return names;
  }

  /** Names at {@code sink.executed} or {@code sink.failed}. */
  static Map<String, @Nullable Object> sinkEnd(String step, Instant now, Outcome outcome) {
    Object envelope = result(outcome);
    Object meta = envelope instanceof Map<?, ?> map ? map.get("meta") : null;
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("sink_type", meta instanceof Map<?, ?> map ? map.get("tool_kind") : null);
    payload.put("result", StepResult.of(envelope));
    EventName event = EventName.SINK_EXECUTED;
    if (outcome instanceof Outcome.Failed failed) {
      event = EventName.SINK_FAILED;
      payload.put("error", new ErrorValue(failed.error()));
    }
    Map<String, @Nullable Object> names = new LinkedHashMap<>(payload);
    names.put("event", event(event, step, now, payload));
    return names;
  }

  /** Names at {@code call.done}, {@code call.error}, {@code step.exit} and what comes after it. */
  static Map<String, @Nullable Object> at(
      EventName event, String step, Instant now, Outcome outcome) {
    Map<String, @Nullable Object> names = new LinkedHashMap<>();
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    switch (outcome) {
      case Outcome.Done done -> {
        Object result = StepResult.response(done.result());
        names.put("response", result);
        names.put("result", result);
        payload.put(event == EventName.CALL_DONE ? "response" : "result", result);
        payload.put("status", "completed");
      }
      case Outcome.Failed failed -> {
        ErrorValue error = new ErrorValue(failed.error());
        names.put("error", error);
        payload.put("error", error);
        payload.put("status", "failed");
        Object envelope = StepResult.response(failed.envelope());
        payload.put("result", envelope);
        if (failed.result() != null) {
          names.put("response", StepResult.response(failed.result()));
          names.put("result", envelope);
        }
      }
    }
    names.put("event", event(event, step, now, payload));
    return names;
  }

  /** Names at the end of a step of arcs: those of its end, and {@code output}. */
  static Map<String, @Nullable Object> boundary(
      String event, String step, Instant now, Outcome outcome, OutputValue output) {
    Map<String, @Nullable Object> names =
        new LinkedHashMap<>(at(EventName.STEP_EXIT, step, now, outcome));
    Map<String, Object> changed = new LinkedHashMap<>();
    if (names.get("event") instanceof Map<?, ?> found) {
      found.forEach((key, value) -> changed.put(String.valueOf(key), value));
    }
    changed.put("name", event);
    names.put("event", changed);
    if (outcome instanceof Outcome.Done) {
      names.put("result", output.get("data"));
    }
    names.put("output", output);
    names.put("outcome", output);
    return names;
  }

  /** Names at {@code loop.done}. */
  static Map<String, @Nullable Object> loopDone(
      String step, Instant now, @Nullable Object aggregate) {
    Map<String, @Nullable Object> names = new LinkedHashMap<>();
    Object result = StepResult.of(aggregate);
    names.put("response", result);
    names.put("result", result);
    names.put("loop_results", result);
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("status", "completed");
    payload.put("result", result);
    names.put("event", event(EventName.LOOP_DONE, step, now, payload));
    return names;
  }

  /** Names in a sink: {@code result} is the data of an envelope. */
  static Map<String, @Nullable Object> sink(String step, Instant now, Outcome outcome) {
    Map<String, @Nullable Object> names = at(EventName.STEP_EXIT, step, now, outcome);
    Object response = names.get("response");
    Object data = StepResult.unwrapped(response);
    names.put("result", data);
    names.put("data", data);
    names.put("this", response);
    names.putIfAbsent("error", null);
    return names;
  }

  /** Names in a retry rule beside those of the call's event, which mean the same there. */
  static Map<String, @Nullable Object> retry(Outcome outcome, int attempt, int page) {
    Map<String, @Nullable Object> names = new LinkedHashMap<>();
    Object result = result(outcome);
    Map<?, ?> envelope =
        result instanceof Map<?, ?> map && map.containsKey("status_code") && map.containsKey("data")
            ? map
            : Map.of();
    Object body = envelope.isEmpty() ? result : envelope.get("data");
    names.put("page", StepResult.of(body));
    names.put("data", body);
    names.put("success", outcome instanceof Outcome.Done);
    names.put("status_code", envelope.isEmpty() ? status(outcome) : envelope.get("status_code"));
    names.put("attempt", (long) attempt);
    names.put("_retry", Map.of("index", (long) page, "attempt", (long) attempt));
    return names;
  }

  /** What the tool gave, be it a failure. */
  static @Nullable Object result(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> done.result();
      case Outcome.Failed failed -> failed.result();
    };
  }

  private static @Nullable Object status(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed && failed.error().status() != null
        ? (Object) failed.error().status().longValue()
        : null;
  }

  private static Map<String, Object> event(
      EventName event, String step, Instant now, Map<String, @Nullable Object> payload) {
    return Map.of(
        "name", event.text(), "step", step, "payload", payload, "timestamp", now.toString());
  }
}
