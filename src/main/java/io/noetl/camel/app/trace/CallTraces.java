package io.noetl.camel.app.trace;

import io.noetl.camel.component.tool.CallObserver;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.trace.SpanIds;
import io.noetl.camel.execution.trace.Traceparent;
import io.noetl.camel.tool.ToolCall;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes a span of each call of a tool or a sink: each attempt, page and task is one. */
final class CallTraces implements CallObserver {
  private static final Set<String> SQL = Set.of("postgres", "duckdb", "snowflake", "ducklake");
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
    boolean http = call.kind().equals("http");
    writer.write(
        new SpanWriter.Ended(
            self,
            SpanIds.within(call.origin().executionId(), ended.step().key()),
            http ? method(call) : call.kind(),
            http || SQL.contains(call.kind()) ? SpanKind.CLIENT : SpanKind.INTERNAL,
            end.minusNanos(ended.nanos()),
            end,
            attributes(call, ended.outcome(), http),
            ended.outcome() instanceof Outcome.Failed failed
                ? mask.apply(failed.error().message())
                : null));
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
    } else if (SQL.contains(call.kind())) {
      attributes.put("db.system.name", call.kind().equals("postgres") ? "postgresql" : call.kind());
      statement(call, attributes);
    }
    if (outcome instanceof Outcome.Failed failed) {
      attributes.put("error.type", failed.error().type());
    }
    return attributes.build();
  }

  private static String method(ToolCall call) {
    String method = call.text("method");
    return method == null ? "GET" : method.toUpperCase(Locale.ROOT);
  }

  /** Where to: without what may hold a secret, a user's name, a query. */
  private void address(ToolCall call, AttributesBuilder attributes) {
    String url = call.text("endpoint") == null ? call.text("url") : call.text("endpoint");
    try {
      URI address = URI.create(String.valueOf(url));
      if (address.getHost() != null) {
        attributes.put("server.address", address.getHost());
        attributes.put(
            "url.full",
            mask.apply(
                address.getScheme()
                    + "://"
                    + address.getHost()
                    + (address.getPort() < 0 ? "" : ":" + address.getPort())
                    + address.getRawPath()));
        if (address.getPort() >= 0) {
          attributes.put("server.port", address.getPort());
        }
      }
    } catch (IllegalArgumentException e) {
      // the call's own error says what is wrong with it
      attributes.put("error.type", "Address");
    }
  }

  private static void status(Outcome outcome, AttributesBuilder attributes) {
    Object result =
        switch (outcome) {
          case Outcome.Done done -> done.result();
          case Outcome.Failed failed -> failed.result();
        };
    if (result instanceof Map<?, ?> envelope
        && envelope.get("status_code") instanceof Number code) {
      attributes.put("http.response.status_code", code.longValue());
    }
  }

  private void statement(ToolCall call, AttributesBuilder attributes) {
    for (String field : new String[] {"command", "commands", "query", "sql"}) {
      @Nullable String text = call.text(field);
      if (text != null) {
        String shown = mask.apply(text);
        attributes.put(
            "db.query.text",
            shown.length() > LONGEST_TEXT ? shown.substring(0, LONGEST_TEXT) + "…" : shown);
        return;
      }
    }
  }
}
