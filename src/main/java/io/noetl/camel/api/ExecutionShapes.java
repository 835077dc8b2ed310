package io.noetl.camel.api;

import io.noetl.camel.store.EventView;
import io.noetl.camel.store.ExecutionProgress;
import io.noetl.camel.store.ExecutionSummary;
import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.LogLine;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Executions, events and log lines as clients read them. */
final class ExecutionShapes {
  private ExecutionShapes() {}

  /** An execution in a list: all ids are texts. */
  static Map<String, @Nullable Object> listed(ExecutionSummary execution) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("execution_id", String.valueOf(execution.executionId()));
    shape.put("catalog_id", String.valueOf(execution.catalogId()));
    shape.put("path", execution.path());
    shape.put("playbook_path", execution.path());
    shape.put("version", execution.version());
    shape.put("status", execution.status().name());
    shape.put("start_time", IsoTime.local(execution.startTime()));
    shape.put("end_time", IsoTime.local(execution.endTime()));
    shape.put("progress", execution.status().ended() ? 100 : 0);
    shape.put("result", execution.result());
    shape.put("error", execution.error());
    Long parent = execution.parentExecutionId();
    shape.put("parent_execution_id", parent == null ? null : parent.toString());
    shape.put("started_at", IsoTime.zulu(execution.startTime()));
    shape.put("ended_at", zulu(execution.endTime()));
    shape.put("key", execution.key());
    return shape;
  }

  /** An execution by itself: NoETL gives the parent's id as a number here. */
  static Map<String, @Nullable Object> detail(
      ExecutionSummary execution, @Nullable Map<String, @Nullable Object> cleanup) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("execution_id", String.valueOf(execution.executionId()));
    shape.put("catalog_id", String.valueOf(execution.catalogId()));
    shape.put("path", execution.path());
    shape.put("playbook_path", execution.path());
    shape.put("version", execution.version());
    shape.put("name", execution.name());
    shape.put("status", execution.status().name());
    shape.put("completed", execution.status().ended());
    shape.put("failed", failed(execution));
    shape.put("start_time", IsoTime.local(execution.startTime()));
    shape.put("end_time", IsoTime.local(execution.endTime()));
    shape.put("started_at", IsoTime.zulu(execution.startTime()));
    shape.put("ended_at", zulu(execution.endTime()));
    shape.put("key", execution.key());
    shape.put("parent_execution_id", execution.parentExecutionId());
    shape.put("parent_execution_id_text", text(execution.parentExecutionId()));
    shape.put("result", execution.result());
    shape.put("error", execution.error());
    if (cleanup != null) {
      shape.put("cleanup", cleanup);
    }
    return shape;
  }

  /** How far an execution has come. */
  static Map<String, @Nullable Object> status(
      ExecutionSummary execution,
      ExecutionProgress progress,
      @Nullable Map<String, @Nullable Object> cleanup) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("execution_id", String.valueOf(execution.executionId()));
    shape.put("current_step", progress.currentStep());
    shape.put("completed_steps", progress.completedSteps());
    shape.put("failed", failed(execution));
    shape.put("completed", execution.status().ended());
    shape.put("variables", progress.variables());
    shape.put("status", execution.status().name());
    shape.put("error", execution.error());
    if (cleanup != null) {
      shape.put("cleanup", cleanup);
    }
    return shape;
  }

  /**
   * An event: its ids are numbers, as NoETL gives them, and texts beside them, as JavaScript can't
   * hold 64 bits; its time is without a zone, as NoETL gives it, and with one.
   */
  static Map<String, @Nullable Object> event(EventView event) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("event_id", event.eventId());
    shape.put("event_type", event.eventType());
    shape.put("node_id", event.nodeId());
    shape.put("node_name", event.nodeName());
    shape.put("status", event.status());
    shape.put("created_at", IsoTime.local(event.createdAt()));
    shape.put("context", event.context());
    shape.put("result", event.result());
    shape.put("error", event.error());
    if (event.stackTrace() != null) {
      shape.put("stack_trace", event.stackTrace());
    }
    shape.put("catalog_id", event.catalogId());
    shape.put("parent_execution_id", event.parentExecutionId());
    shape.put("parent_event_id", event.parentEventId());
    shape.put("duration", event.duration());
    shape.put("execution_id", String.valueOf(event.executionId()));
    shape.put("timestamp", IsoTime.local(event.createdAt()));
    shape.put("event_id_text", String.valueOf(event.eventId()));
    shape.put("parent_event_id_text", text(event.parentEventId()));
    shape.put("parent_execution_id_text", text(event.parentExecutionId()));
    shape.put("catalog_id_text", String.valueOf(event.catalogId()));
    shape.put("at", IsoTime.local(event.createdAt()) + "Z");
    shape.put("node_type", event.nodeType());
    shape.put("worker_id", event.workerId());
    shape.put("meta", event.meta());
    Map<?, ?> meta = event.meta() instanceof Map<?, ?> map ? map : Map.of();
    shape.put("item", meta.get("item"));
    shape.put("label", meta.get("label"));
    return shape;
  }

  /** A line of a log. */
  static Map<String, @Nullable Object> line(LogLine line) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("log_id", String.valueOf(line.logId()));
    shape.put("step", line.step());
    shape.put("item", line.item());
    shape.put("label", line.label());
    shape.put("stream", line.stream());
    shape.put("line", line.line());
    shape.put("created_at", IsoTime.zulu(line.createdAt()));
    return shape;
  }

  private static @Nullable String text(@Nullable Long id) {
    return id == null ? null : id.toString();
  }

  private static @Nullable String zulu(@Nullable OffsetDateTime time) {
    return time == null ? null : IsoTime.zulu(time);
  }

  /** Who polls for "completed and not failed" must not take a cancelled execution for a success. */
  private static boolean failed(ExecutionSummary execution) {
    return switch (execution.status()) {
      case FAILED, CANCELLED -> true;
      case PENDING, RUNNING, PAUSED, COMPENSATING, COMPLETED -> false;
    };
  }
}
