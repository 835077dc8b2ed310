package io.noetl.camel.app.trace;

import io.noetl.camel.component.duckdb.SqlMask;
import io.noetl.camel.component.tool.CallAddress;
import io.noetl.camel.component.tool.CallObserver;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.trace.SpanIds;
import io.noetl.camel.execution.trace.Traceparent;
import io.noetl.camel.tool.SqlWork;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.http.DefaultPorts;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes a span of each call of a tool or a sink: each attempt, page and task is one. */
final class CallTraces implements CallObserver {
  /** By their kind alone, where a call has got to no database. */
  private static final Map<String, String> SQL =
      Map.of(
          "postgres", "postgresql",
          "duckdb", "duckdb",
          "ducklake", "duckdb",
          "snowflake", "snowflake");

  private static final String NATS = "nats";
  private static final String PUBLISH = "js_publish";
  private static final int LONGEST_TEXT = 2_000;

  private final SpanWriter writer;
  private final Clock clock;
  private final UnaryOperator<String> mask;

  CallTraces(SpanWriter writer, Clock clock, UnaryOperator<String> mask) {
    this.writer = writer;
    this.clock = clock;
    this.mask = mask;
  }

  @Override
  public void called(Ended ended) {
    ToolCall call = ended.call();
    Traceparent self = Traceparent.parse(call.origin().traceparent()).orElse(null);
    if (self == null) {
      return;
    }
    Instant end = clock.instant();
    long now = System.nanoTime();
    boolean http = call.kind().equals("http");
    writer.write(
        new SpanWriter.Ended(
            self,
            SpanIds.within(call.origin().executionId(), ended.step().key()),
            http ? method(call) : call.kind().equals(NATS) ? message(call) : call.kind(),
            kind(call, http),
            end.minusNanos(ended.nanos()),
            end,
            attributes(call, ended.outcome(), http),
            ended.outcome() instanceof Outcome.Failed failed
                ? mask.apply(failed.error().message())
                : null));
    List<SqlWork.Ran> statements = call.sql().statements();
    if (statements.size() > 1) {
      for (int i = 0; i < statements.size(); i++) {
        statement(self, ended, i, statements.get(i), end, now);
      }
    }
  }

  /** One statement of several: a span of its own, below the call's. */
  private void statement(
      Traceparent call, Ended ended, int index, SqlWork.Ran ran, Instant end, long now) {
    AttributesBuilder attributes = Attributes.builder();
    place(ended.call(), attributes);
    text(ran, attributes);
    SqlWork.Failure failure = ran.failure();
    if (failure != null) {
      attributes.put("error.type", failure.type());
    }
    long execution = ended.call().origin().executionId();
    writer.write(
        new SpanWriter.Ended(
            call.at(SpanIds.within(execution, ended.key() + " statement " + index)),
            call.spanId(),
            ran.operation().isEmpty() ? ended.call().kind() : ran.operation(),
            SpanKind.CLIENT,
            end.minusNanos(now - ran.begun()),
            end.minusNanos(now - ran.ended()),
            attributes.build(),
            failure == null ? null : mask.apply(failure.message())));
  }

  private Attributes attributes(ToolCall call, Outcome outcome, boolean http) {
    AttributesBuilder attributes =
        Attributes.builder()
            .put("noetl.tool.kind", call.kind())
            .put("noetl.step", call.origin().step())
            .put("noetl.attempt", call.origin().attempt())
            .put("cicd.pipeline.run.id", Long.toString(call.origin().executionId()));
    if (http) {
      attributes.put("http.request.method", method(call));
      address(call, attributes);
      status(outcome, attributes);
    } else if (isSql(call)) {
      place(call, attributes);
      texts(call, attributes);
    } else if (call.kind().equals(NATS)) {
      messaging(call, attributes);
    }
    if (outcome instanceof Outcome.Failed failed) {
      attributes.put("error.type", http ? httpError(failed) : failed.error().type());
    }
    return attributes.build();
  }

  private static SpanKind kind(ToolCall call, boolean http) {
    boolean nats = call.kind().equals(NATS);
    if (nats && PUBLISH.equals(call.text("operation"))) {
      return SpanKind.PRODUCER;
    }
    return http || nats || isSql(call) ? SpanKind.CLIENT : SpanKind.INTERNAL;
  }

  /** The operation with where it goes, as the conventions for messaging name a span. */
  private String message(ToolCall call) {
    return (operation(call) + " " + destination(call)).strip();
  }

  private void messaging(ToolCall call, AttributesBuilder attributes) {
    attributes.put("messaging.system", NATS);
    attributes.put("messaging.operation.name", operation(call));
    attributes.put("messaging.destination.name", destination(call));
    switch (operation(call)) {
      case PUBLISH -> attributes.put("messaging.operation.type", "send");
      case "js_consume", "js_get_msg" -> attributes.put("messaging.operation.type", "receive");
      default -> {}
    }
  }

  private static String operation(ToolCall call) {
    return Objects.requireNonNullElse(call.text("operation"), NATS);
  }

  /** The subject, stream or bucket; empty where the call names none. */
  private String destination(ToolCall call) {
    for (String field : new String[] {"subject", "stream", "bucket"}) {
      String name = call.text(field);
      if (name != null) {
        return mask.apply(name);
      }
    }
    return "";
  }

  private static String method(ToolCall call) {
    String method = call.text("method");
    return method == null ? "GET" : method.toUpperCase(Locale.ROOT);
  }

  /** Where to: without what may hold a secret, a user's name, a query. */
  private void address(ToolCall call, AttributesBuilder attributes) {
    CallAddress.of(call)
        .ifPresent(
            address -> {
              attributes.put("server.address", address.getHost());
              attributes.put(
                  "server.port", DefaultPorts.of(address.getPort(), address.getScheme()));
              attributes.put(
                  "url.full",
                  mask.apply(
                      address.getScheme()
                          + "://"
                          + address.getHost()
                          + (address.getPort() < 0 ? "" : ":" + address.getPort())
                          + address.getRawPath()));
            });
  }

  private static void status(Outcome outcome, AttributesBuilder attributes) {
    Number code =
        code(
            switch (outcome) {
              case Outcome.Done done -> done.result();
              case Outcome.Failed failed -> failed.result();
            });
    if (code != null) {
      attributes.put("http.response.status_code", code.longValue());
    }
  }

  /** The status that was answered, as the conventions have it; else the error's own type. */
  private static String httpError(Outcome.Failed failed) {
    Number code = code(failed.result());
    return code == null ? failed.error().type() : code.toString();
  }

  private static @Nullable Number code(@Nullable Object result) {
    return result instanceof Map<?, ?> envelope
            && envelope.get("status_code") instanceof Number code
        ? code
        : null;
  }

  private static boolean isSql(ToolCall call) {
    return call.sql().place() != null || SQL.containsKey(call.kind());
  }

  private static void place(ToolCall call, AttributesBuilder attributes) {
    SqlWork.Place place = call.sql().place();
    DatabaseAttributes.put(
        place == null
            ? new SqlWork.Place(SQL.getOrDefault(call.kind(), call.kind()), null, 0, null)
            : place,
        attributes);
  }

  /** A single statement is told by the call's own span; several have one each. */
  private void texts(ToolCall call, AttributesBuilder attributes) {
    List<SqlWork.Ran> statements = call.sql().statements();
    if (statements.size() > 1) {
      attributes.put("db.operation.batch.size", statements.size());
    } else if (statements.size() == 1) {
      text(statements.getFirst(), attributes);
    }
  }

  private void text(SqlWork.Ran ran, AttributesBuilder attributes) {
    String shown = mask.apply(SqlMask.PATTERNS.hide(ran.text()));
    attributes.put(
        "db.query.text",
        shown.length() > LONGEST_TEXT ? shown.substring(0, LONGEST_TEXT) + "…" : shown);
    if (!ran.operation().isEmpty()) {
      attributes.put("db.operation.name", ran.operation());
    }
    if (ran.failure() != null && ran.failure().state() != null) {
      attributes.put("db.response.status_code", ran.failure().state());
    }
  }
}
