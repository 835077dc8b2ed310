package io.noetl.camel.store;

import io.noetl.camel.store.event.BigResult;
import io.noetl.camel.store.secret.SealedColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads executions: their state rows, events and logs. */
public final class ExecutionQueries {
  private static final String STATE =
      """
      SELECT execution_id, catalog_id, path, version, name, status, result, error, parent_execution_id,
             start_time, end_time, business_key, priority
        FROM noetl.execution
      """;
  private static final String EVENT_FILTER =
      """
       FROM noetl.event_record
      WHERE execution_id = :id AND (:after::bigint IS NULL OR event_id > :after)
        AND (:type::text IS NULL OR event_type = :type) AND (:node::text IS NULL OR node_name = :node)
      """;

  private final JdbcClient jdbc;
  private final Json json;
  private final SealedColumns columns;

  /**
   * Makes the queries.
   *
   * @param columns decrypts payloads that hold secrets
   */
  public ExecutionQueries(JdbcClient jdbc, Json json, SealedColumns columns) {
    this.columns = columns;
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Executions, newest first; a big result is the reference to it. */
  public List<ExecutionSummary> list(ExecutionFilter filter) {
    return jdbc.sql(
            STATE
                + """
                 WHERE (:path::text IS NULL OR path = :path) AND (:status::text IS NULL OR status = :status)
                   AND (:parent::bigint IS NULL OR parent_execution_id = :parent)
                   AND (:key::text IS NULL OR business_key = :key)
                 ORDER BY start_time DESC, execution_id DESC LIMIT :limit OFFSET :offset
                """)
        .param("path", filter.path())
        .param("status", filter.status() == null ? null : filter.status().name())
        .param("parent", filter.parentExecutionId())
        .param("key", filter.key())
        .param("limit", filter.limit())
        .param("offset", filter.offset())
        .query(this::summary)
        .list();
  }

  /** The value of a label of an execution. */
  public Optional<String> label(long executionId, String name) {
    return jdbc.sql("SELECT labels ->> :name FROM noetl.execution WHERE execution_id = :id")
        .param("name", name)
        .param("id", executionId)
        .query((row, number) -> Optional.ofNullable(row.getString(1)))
        .optional()
        .flatMap(found -> found);
  }

  /** One execution. */
  public Optional<ExecutionSummary> find(long executionId) {
    return jdbc.sql(STATE + " WHERE execution_id = :id")
        .param("id", executionId)
        .query(this::summary)
        .optional()
        .map(e -> e.withResult(BigResult.resolved(jdbc, json, executionId, e.result())));
  }

  /** How an execution stands; empty when there is no such execution. */
  public Optional<ExecutionSummary.Status> status(long executionId) {
    return jdbc.sql("SELECT status FROM noetl.execution WHERE execution_id = :id")
        .param("id", executionId)
        .query(String.class)
        .optional()
        .map(ExecutionSummary.Status::valueOf);
  }

  /** The payload that an execution was started with; empty when there is no such execution. */
  public Map<String, @Nullable Object> payload(long executionId) {
    return jdbc.sql("SELECT payload FROM noetl.execution WHERE execution_id = :id")
        .param("id", executionId)
        .query(String.class)
        .optional()
        .map(json::readObject)
        .map(written -> columns.open(SealedColumns.payload(executionId), written))
        .map(payload -> JsonLike.object((Map<?, ?>) payload))
        .orElseGet(LinkedHashMap::new);
  }

  /** Executions that run or wait and were started longer ago than an age, oldest first. */
  public List<Long> unfinishedOlderThan(Duration age) {
    return jdbc.sql(
            """
            SELECT execution_id FROM noetl.execution
             WHERE status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING') AND start_time < now() - make_interval(secs => :seconds)
             ORDER BY start_time LIMIT 10000
            """)
        .param("seconds", age.toMillis() / 1000.0)
        .query(Long.class)
        .list();
  }

  /** Events of an execution, oldest first. */
  public List<EventView> events(long executionId, EventFilter filter) {
    return filtered(
            """
            SELECT execution_id, event_id, event_type, node_id, node_name, status, created_at,
                   CASE WHEN :bare THEN NULL ELSE context END AS context, CASE WHEN :bare THEN NULL ELSE result END AS result,
                   error, stack_trace, catalog_id, parent_execution_id, parent_event_id, duration, node_type, worker_id, meta
            """
                + EVENT_FILTER
                + " ORDER BY event_id LIMIT :limit OFFSET :offset",
            executionId,
            filter)
        .param("limit", filter.limit())
        .param("offset", filter.offset())
        .param("bare", filter.values() == EventFilter.Values.NONE)
        .query(this::event)
        .list()
        .stream()
        .map(e -> filter.values() == EventFilter.Values.WHOLE ? whole(executionId, e) : e)
        .toList();
  }

  private EventView whole(long executionId, EventView event) {
    return event.withResult(BigResult.resolved(jdbc, json, executionId, event.result()));
  }

  /** The last result of a step, as its event shows it; null for none. */
  public @Nullable Object stepResult(long executionId, String step) {
    return jdbc.sql(
            """
            SELECT result FROM noetl.event_record
             WHERE execution_id = :id AND node_name = :step AND event_type IN ('step.exit', 'loop.done')
             ORDER BY event_id DESC LIMIT 1
            """)
        .param("id", executionId)
        .param("step", step)
        .query((row, number) -> Optional.ofNullable(row.getString(1)))
        .optional()
        .flatMap(found -> found)
        .map(json::readColumn)
        .map(found -> BigResult.resolved(jdbc, json, executionId, found))
        .orElse(null);
  }

  /** How many events there are, whatever the filter's limit and offset. */
  public long countEvents(long executionId, EventFilter filter) {
    return filtered("SELECT count(*)" + EVENT_FILTER, executionId, filter)
        .query(Long.class)
        .single();
  }

  /** Lines that an execution's steps printed, oldest first. */
  public List<LogLine> logs(long executionId, LogFilter filter) {
    return logs(
            "SELECT * FROM (SELECT log_id, step, item, label, lower(stream) AS stream, line,"
                + " created_at",
            executionId,
            filter,
            filter.last()
                ? " ORDER BY log_id DESC LIMIT :limit) l ORDER BY log_id"
                : " ORDER BY log_id LIMIT :limit) l ORDER BY log_id")
        .param("limit", filter.limit())
        .query(ExecutionQueries::logLine)
        .list();
  }

  /**
   * As {@link #logs}, with how many there are, whatever the filter's limit: one look at the log.
   */
  public CountedLines countedLogs(long executionId, LogFilter filter) {
    long[] total = {0};
    List<LogLine> lines =
        logs(
                "WITH found AS MATERIALIZED (SELECT log_id",
                executionId,
                filter,
                """
                )
                SELECT log_id, step, item, label, lower(stream) AS stream, line, created_at, total
                  FROM (SELECT log_id AS found_id, (SELECT count(*) FROM found) AS total
                          FROM found ORDER BY log_id %s LIMIT :limit) page
                  JOIN noetl.step_log ON execution_id = :id AND log_id = found_id
                 ORDER BY log_id
                """
                    .formatted(filter.last() ? "DESC" : "ASC"))
            .param("limit", filter.limit())
            .query(
                (row, number) -> {
                  total[0] = row.getLong("total");
                  return logLine(row, number);
                })
            .list();
    return new CountedLines(lines, total[0]);
  }

  /** Lines of a log, and how many there are. */
  public record CountedLines(List<LogLine> lines, long total) {}

  private JdbcClient.StatementSpec logs(
      String select, long executionId, LogFilter filter, String order) {
    return jdbc.sql(
            select
                + """
                   FROM noetl.step_log
                  WHERE execution_id = :id AND log_id > :after AND log_id < :before
                    AND (:step::text IS NULL OR step = :step) AND (:item::int IS NULL OR item = :item)
                    AND (:stream::text IS NULL OR lower(stream) = :stream)
                    AND (:from::timestamptz IS NULL OR created_at >= :from) AND (:to::timestamptz IS NULL OR created_at < :to)
                    AND (:text::text IS NULL OR strpos(lower(line), lower(:text)) > 0)
                """
                + order)
        .param("id", executionId)
        .param("after", filter.after())
        .param("before", filter.before())
        .param("step", filter.step())
        .param("item", filter.item())
        .param("from", utc(filter.from()))
        .param("to", utc(filter.to()))
        .param("stream", filter.stream())
        .param("text", filter.text());
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  private JdbcClient.StatementSpec filtered(String sql, long executionId, EventFilter filter) {
    return jdbc.sql(sql)
        .param("id", executionId)
        .param("after", filter.after())
        .param("type", filter.type())
        .param("node", filter.node());
  }

  private ExecutionSummary summary(ResultSet row, int index) throws SQLException {
    return new ExecutionSummary(
        row.getLong("execution_id"),
        row.getLong("catalog_id"),
        row.getString("path"),
        row.getInt("version"),
        row.getString("name"),
        ExecutionSummary.Status.valueOf(row.getString("status")),
        json.readColumn(row.getString("result")),
        row.getString("error"),
        row.getObject("parent_execution_id", Long.class),
        row.getObject("start_time", OffsetDateTime.class),
        row.getObject("end_time", OffsetDateTime.class),
        row.getString("business_key"),
        row.getInt("priority"));
  }

  private EventView event(ResultSet row, int index) throws SQLException {
    return new EventView(
        row.getLong("execution_id"),
        row.getLong("event_id"),
        row.getString("event_type"),
        row.getString("node_id"),
        row.getString("node_name"),
        row.getString("status"),
        row.getObject("created_at", LocalDateTime.class),
        json.readColumn(row.getString("context")),
        json.readColumn(row.getString("result")),
        row.getString("error"),
        row.getString("stack_trace"),
        row.getLong("catalog_id"),
        row.getObject("parent_execution_id", Long.class),
        row.getObject("parent_event_id", Long.class),
        row.getDouble("duration"),
        row.getString("node_type"),
        row.getString("worker_id"),
        json.readNullable(row.getString("meta")));
  }

  private static LogLine logLine(ResultSet row, int index) throws SQLException {
    return new LogLine(
        row.getLong("log_id"),
        row.getString("step"),
        row.getObject("item", Integer.class),
        row.getString("label"),
        row.getString("stream"),
        row.getString("line"),
        row.getObject("created_at", OffsetDateTime.class));
  }
}
