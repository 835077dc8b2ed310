package io.noetl.camel.api;

import io.noetl.camel.store.Counts;
import io.noetl.camel.store.StatusQueries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Numbers for dashboards and for Prometheus. */
public class DashboardApi {
  private final StatusQueries queries;
  private final UnaryOperator<String> metrics;

  /**
   * An API.
   *
   * @param metrics what a scrape gets, by its content type
   */
  public DashboardApi(StatusQueries queries, UnaryOperator<String> metrics) {
    this.queries = queries;
    this.metrics = metrics;
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

  /**
   * {@code GET /metrics}: Prometheus' text format; OpenMetrics, with exemplars, who asks for it.
   */
  public Object metrics(ApiRequest request) {
    request.require(Role.VIEWER);
    String accept = request.header("accept");
    String type =
        accept != null && accept.contains("application/openmetrics-text")
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8";
    return ApiReply.text(type, metrics.apply(type));
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
}
