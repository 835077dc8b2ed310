package io.noetl.camel.api;

import io.noetl.camel.store.Counts;
import io.noetl.camel.store.StatusQueries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers for dashboards and for Prometheus. */
public class DashboardApi {
  private final StatusQueries queries;
  private final ProcessFigures process;

  public DashboardApi(StatusQueries queries, ProcessFigures process) {
    this.queries = queries;
    this.process = process;
  }

  /** {@code GET /api/dashboard/stats}. */
  public Object stats(ApiRequest request) {
    request.require(Role.VIEWER);
    Counts counts = queries.counts();
    Map<String, Object> stats = new LinkedHashMap<>();
    stats.put("total_executions", counts.executions());
    stats.put("successful_executions", counts.completed());
    stats.put("failed_executions", counts.failed());
    stats.put("total_playbooks", counts.playbooks());
    stats.put("active_workflows", counts.active());
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("status", "ok");
    reply.put("stats", stats);
    reply.putAll(stats);
    return reply;
  }

  /** {@code GET /api/dashboard/widgets}: what NoETL's page shows. */
  public Object widgets(ApiRequest request) {
    request.require(Role.VIEWER);
    return Map.of(
        "widgets",
        List.of(
            widget("execution_stats", "metric", "Execution Statistics", null),
            widget("recent_executions", "table", "Recent Executions", Map.of("limit", 10)),
            widget(
                "execution_trend",
                "chart",
                "Execution Trend",
                Map.of("timeRange", "24h", "chartType", "line")),
            widget("success_rate", "metric", "Success Rate", null),
            widget("active_playbooks", "list", "Active Playbooks", Map.of("limit", 5))));
  }

  /** {@code GET /metrics}: Prometheus' text format. */
  public Object metrics(ApiRequest request) {
    request.require(Role.VIEWER);
    Counts counts = queries.counts();
    StringBuilder text = new StringBuilder();
    family(text, "noetl_up", "gauge", "Whether the server is up.", "", "1");
    family(
        text,
        "noetl_info",
        "gauge",
        "Version and name of the server.",
        "{version=\"%s\",name=\"%s\"}".formatted(process.version(), process.name()),
        "1");
    family(
        text,
        "noetl_process_start_time_seconds",
        "gauge",
        "Start of the process in seconds since 1970.",
        "",
        String.valueOf(process.startSeconds()));
    family(
        text,
        "noetl_request_total",
        "counter",
        "Requests served.",
        "",
        String.valueOf(process.requests()));
    text.append(
        "# HELP noetl_executions Executions by how they stand.\n# TYPE noetl_executions gauge\n");
    sample(text, "noetl_executions", "{status=\"completed\"}", String.valueOf(counts.completed()));
    sample(text, "noetl_executions", "{status=\"failed\"}", String.valueOf(counts.failed()));
    sample(text, "noetl_executions", "{status=\"active\"}", String.valueOf(counts.active()));
    return ApiReply.text("text/plain; version=0.0.4; charset=utf-8", text.toString());
  }

  private static Map<String, @Nullable Object> widget(
      String id, String type, String title, @Nullable Object config) {
    Map<String, @Nullable Object> widget = new LinkedHashMap<>();
    widget.put("id", id);
    widget.put("type", type);
    widget.put("title", title);
    widget.put("config", config);
    widget.put("data", null);
    return widget;
  }

  private static void family(
      StringBuilder text, String name, String type, String help, String labels, String value) {
    text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
    sample(text, name, labels, value);
  }

  private static void sample(StringBuilder text, String name, String labels, String value) {
    text.append(name).append(labels).append(' ').append(value).append('\n');
  }
}
