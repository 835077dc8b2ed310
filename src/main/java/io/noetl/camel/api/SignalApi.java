package io.noetl.camel.api;

import io.noetl.camel.execution.wait.Signal;
import io.noetl.camel.execution.wait.SignalBook;
import io.noetl.camel.playbook.Durations;
import io.noetl.camel.store.OpenWaits;
import io.noetl.camel.store.Storable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends signals to executions that wait for them, and says who waits for what. */
public class SignalApi {
  private static final int MOST_WAITS = 1_000;

  private final SignalBook signals;
  private final OpenWaits waits;

  public SignalApi(SignalBook signals, OpenWaits waits) {
    this.signals = signals;
    this.waits = waits;
  }

  /**
   * {@code POST /api/signals/{name} {key, payload, deliver, keep, idempotency_key}}: the executions
   * that went on, or {@code kept: true}.
   */
  public Object send(ApiRequest request) {
    Caller caller = request.require(Role.OPERATOR);
    BodyFields body = request.bodyOrEmpty();
    try {
      SignalBook.Sent sent = signals.send(signal(request, body, caller));
      Map<String, @Nullable Object> reply = new LinkedHashMap<>();
      reply.put("signal_id", Long.toString(sent.signalId()));
      reply.put("delivered", sent.delivered().stream().map(id -> Long.toString(id)).toList());
      reply.put("kept", sent.delivered().isEmpty() && !sent.again());
      reply.put("duplicate", sent.again());
      return reply;
    } catch (SignalBook.TooMany e) {
      throw ApiProblem.of(ApiError.TOO_MANY, String.valueOf(e.getMessage()));
    }
  }

  private static Signal signal(ApiRequest request, BodyFields body, Caller caller) {
    String header = request.header("idempotency-key");
    String given = body.text("idempotency_key");
    String once = header == null ? given : header;
    return new Signal(
        name(List.of("path", "name"), request.path("name")),
        name(List.of("body", "key"), Optional.ofNullable(body.scalar("key")).orElse("")),
        Storable.described(body.value("payload")),
        deliver(body),
        keep(body),
        once == null ? null : "api:" + once,
        caller.name());
  }

  private static String name(List<Object> where, String text) {
    if (text.length() > Signal.LONGEST_NAME || text.indexOf('\0') >= 0) {
      throw ApiProblem.field(
          new ApiProblem.FieldError(
              "string_too_long",
              where,
              "Input should have at most %d characters".formatted(Signal.LONGEST_NAME),
              text.length()));
    }
    return text;
  }

  private static Signal.Deliver deliver(BodyFields body) {
    String text = Optional.ofNullable(body.text("deliver")).orElse("all");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "all" -> Signal.Deliver.ALL;
      case "one" -> Signal.Deliver.ONE;
      default ->
          throw ApiProblem.field(
              new ApiProblem.FieldError(
                  "enum", List.of("body", "deliver"), "Input should be 'all' or 'one'", text));
    };
  }

  private static Duration keep(BodyFields body) {
    if (!body.has("keep")) {
      return Signal.KEEP;
    }
    return Durations.of(body.value("keep"))
        .filter(time -> time.compareTo(Signal.LONGEST) <= 0)
        .orElseThrow(
            () ->
                ApiProblem.field(
                    new ApiProblem.FieldError(
                        "value_error",
                        List.of("body", "keep"),
                        "Input should be seconds, or a duration as 12h or 7d, of at most 90d",
                        String.valueOf(body.value("keep")))));
  }

  /** {@code GET /api/waits?execution_id=&signal=&limit=}: what is waited for, the oldest first. */
  public Object waits(ApiRequest request) {
    request.require(Role.VIEWER);
    List<OpenWaits.Wait> found =
        waits.find(
            request.queryId("execution_id"),
            request.query("signal"),
            request.queryInt("limit", 100, 1, MOST_WAITS));
    return Map.of("items", found, "count", found.size());
  }
}
