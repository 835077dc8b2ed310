package io.noetl.camel.app.trace;

import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.execution.trace.SpanIds;
import io.noetl.camel.execution.trace.Traceparent;
import io.noetl.camel.execution.trace.Tracer;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.CommitObserver;
import io.noetl.camel.store.event.NewEvent;
import io.noetl.camel.store.event.RunCommit;
import io.noetl.camel.tool.SqlWork;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans of what the log says once it is durable: of executions, steps, loops and their items.
 * Names of attributes are those of OpenTelemetry's conventions for CI/CD runs, and our own.
 */
final class CommitTraces implements CommitObserver {
  private static final int LONGEST_ERROR = 1_000;

  private final SpanWriter writer;
  private final Tracer tracer;
  private final Json json;
  private final Clock clock;
  private final SqlWork.Place database;
  private final UnaryOperator<String> mask;

  /**
   * The traces of commits.
   *
   * @param database where the log is
   */
  CommitTraces(
      SpanWriter writer,
      Tracer tracer,
      Json json,
      Clock clock,
      SqlWork.Place database,
      UnaryOperator<String> mask) {
    this.database = database;
    this.clock = clock;
    this.writer = writer;
    this.tracer = tracer;
    this.json = json;
    this.mask = mask;
  }

  @Override
  public void written(List<RunCommit> commits, long nanos) {
    Instant end = clock.instant();
    for (RunCommit commit : commits) {
      tracer
          .execution(commit.executionId(), commit.traceparent())
          .ifPresent(
              span -> {
                write(commit, span);
                commit(commit, span, commits.size(), end.minusNanos(nanos), end);
              });
    }
  }

  private void write(RunCommit commit, Traceparent execution) {
    for (NewEvent row : commit.rows()) {
      switch (row.eventType()) {
        case "step.exit", "loop.done" -> step(commit, execution, row);
        default -> {}
      }
    }
    RunCommit.End end = commit.end();
    if (end != null) {
      execution(commit, execution, end);
    }
  }

  /** The transaction that has made a part of the execution durable, with those of others. */
  private void commit(
      RunCommit commit, Traceparent execution, int together, Instant from, Instant to) {
    if (commit.rows().isEmpty()) {
      return;
    }
    long id = commit.executionId();
    String key = "commit " + commit.rows().getLast().eventId();
    AttributesBuilder attributes =
        Attributes.builder()
            .put("db.operation.name", "COMMIT")
            .put("db.operation.batch.size", commit.rows().size())
            .put("noetl.commit.executions", together)
            .put("cicd.pipeline.run.id", Long.toString(id));
    DatabaseAttributes.put(database, attributes);
    writer.write(
        new SpanWriter.Ended(
            execution.at(SpanIds.within(id, key)),
            execution.spanId(),
            "commit",
            SpanKind.CLIENT,
            from,
            to,
            attributes.build(),
            null));
  }

  private void execution(RunCommit commit, Traceparent span, RunCommit.End end) {
    String path = commit.pathAtEnd();
    String parent = Traceparent.parse(commit.traceparent()).map(Traceparent::spanId).orElse(null);
    writer.write(
        new SpanWriter.Ended(
            span,
            parent,
            path,
            commit.parentExecutionId() == null ? SpanKind.SERVER : SpanKind.INTERNAL,
            SnowflakeIds.timeOf(commit.executionId()),
            end.at(),
            Attributes.builder()
                .put("cicd.pipeline.name", path)
                .put("cicd.pipeline.run.id", Long.toString(commit.executionId()))
                .put("cicd.pipeline.result", result(end.status()))
                .build(),
            end.status().equals("FAILED") ? error(end.error()) : null));
  }

  private static String result(String status) {
    return switch (status) {
      case "COMPLETED" -> "success";
      case "CANCELLED" -> "cancellation";
      default -> "failure";
    };
  }

  private void step(RunCommit commit, Traceparent execution, NewEvent row) {
    Map<String, @Nullable Object> meta = json.readObject(row.meta() == null ? "{}" : row.meta());
    Object token = meta.get("token");
    if (token == null) {
      // what a crash ended has no run of its own
      return;
    }
    String step = token + "/" + row.nodeName();
    Object item = meta.get("item");
    long id = commit.executionId();
    String key = item == null ? step : step + "[" + item + "]";
    AttributesBuilder attributes =
        Attributes.builder()
            .put("cicd.pipeline.task.name", row.nodeName())
            .put("cicd.pipeline.task.run.id", key)
            .put(
                "cicd.pipeline.task.run.result",
                row.status().equals("FAILED") ? "failure" : "success")
            .put("cicd.pipeline.run.id", Long.toString(id));
    if (item instanceof Number index) {
      attributes.put("noetl.item", index.longValue());
    }
    Instant end = row.createdAt();
    writer.write(
        new SpanWriter.Ended(
            execution.at(SpanIds.within(id, key)),
            item == null ? execution.spanId() : SpanIds.within(id, step),
            item == null ? row.nodeName() : row.nodeName() + "[" + item + "]",
            SpanKind.INTERNAL,
            end.minus(Duration.ofNanos((long) (row.durationMillis() * 1e6))),
            end,
            attributes.build(),
            row.status().equals("FAILED") ? error(plain(row.error())) : null));
  }

  /** A row's error is JSON: a text, as a rule. */
  private @Nullable String plain(@Nullable String error) {
    return error != null && json.read(error) instanceof String text ? text : error;
  }

  private String error(@Nullable String text) {
    String shown = mask.apply(text == null ? "failed" : text);
    return shown.length() > LONGEST_ERROR ? shown.substring(0, LONGEST_ERROR) + "…" : shown;
  }
}
