package io.noetl.camel.store.search;

import io.noetl.camel.store.ExecutionSummary.Status;
import io.noetl.camel.store.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds executions among a million, page by page, and counts them. */
public final class SearchQueries {
  /** More are not counted one by one. */
  public static final int MOST_COUNTED = 10_000;

  /** Of so many of the newest the words are looked at one by one. */
  private static final int LOOKED_AT = 1_000;

  private static final String COLUMNS =
      """
      SELECT execution_id, catalog_id, path, version, name, status, left(error, 2000) AS error, parent_execution_id,
             started_by, trigger, labels, idempotency_key, business_key, priority, start_time, end_time
        FROM \
      """;
  private static final String ORDER = " ORDER BY start_time DESC, execution_id DESC LIMIT :limit";

  private final JdbcClient jdbc;
  private final Json json;

  public SearchQueries(JdbcClient jdbc, Json json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * A page, newest first.
   *
   * @param behind the last of the page before; null for the first page
   */
  public List<FoundExecution> page(
      ExecutionSearch search, @Nullable SearchCursor behind, int limit) {
    SearchConditions conditions = new SearchConditions(search, json).behind(behind);
    if (conditions.hasWords()) {
      List<FoundExecution> newest =
          list(conditions, COLUMNS + conditions.fromNewest(LOOKED_AT) + ORDER, limit);
      if (newest.size() == limit) {
        return newest;
      }
    }
    return list(conditions, sql(conditions, COLUMNS, "") + ORDER, limit);
  }

  private List<FoundExecution> list(SearchConditions conditions, String sql, int limit) {
    return jdbc.sql(sql)
        .params(conditions.values())
        .param("limit", limit)
        .query(this::found)
        .list();
  }

  private static String sql(SearchConditions conditions, String select, String condition) {
    return conditions.with()
        + select
        + conditions.from()
        + " WHERE "
        + conditions.where()
        + condition;
  }

  /** The cursor behind an execution of a page. */
  public static SearchCursor behind(FoundExecution execution) {
    return SearchCursor.behind(execution.startTime(), execution.executionId());
  }

  /** One execution. */
  public Optional<FoundExecution> find(long executionId) {
    return jdbc.sql(COLUMNS + "noetl.execution WHERE execution_id = :id")
        .param("id", executionId)
        .query(this::found)
        .optional();
  }

  /** The ids that a search finds, newest first. */
  public List<Long> ids(ExecutionSearch search, int limit) {
    SearchConditions conditions = new SearchConditions(search, json);
    return jdbc.sql(sql(conditions, "SELECT execution_id FROM ", "") + ORDER)
        .params(conditions.values())
        .param("limit", limit)
        .query(Long.class)
        .list();
  }

  /** How many there are, counted no further than {@link #MOST_COUNTED}. */
  public int count(ExecutionSearch search) {
    SearchConditions conditions = new SearchConditions(search, json);
    return jdbc.sql(
            "SELECT count(*) FROM ("
                + sql(conditions, "SELECT FROM ", "")
                + " LIMIT "
                + MOST_COUNTED
                + ")")
        .params(conditions.values())
        .query(Integer.class)
        .single();
  }

  /** How many were started in each bucket of time, by status. */
  public List<Bucket> buckets(ExecutionSearch search, Duration width) {
    return search.isOfTime()
        ? new TimeBuckets(jdbc, json).of(search, width)
        : bucketsOfRows(search, width);
  }

  /** What was found has no order that a bucket could be read by: one look at each of its rows. */
  private List<Bucket> bucketsOfRows(ExecutionSearch search, Duration width) {
    SearchConditions conditions = new SearchConditions(search, json);
    // OFFSET 0: the planner expects as many buckets as there are times, and would sort all rows.
    return jdbc.sql(
            conditions.with()
                + """
                SELECT bucket, status, count(*) AS n FROM (
                  SELECT date_bin(make_interval(secs => :width), start_time, timestamptz '2024-01-01 00:00:00+00') AS bucket,
                         status
                    FROM %s WHERE %s OFFSET 0) started
                 GROUP BY 1, 2 ORDER BY 1, 2
                """
                    .formatted(conditions.from(), conditions.where()))
        .params(conditions.values())
        .param("width", width.toSeconds())
        .query(
            (row, number) ->
                new Bucket(
                    row.getObject("bucket", OffsetDateTime.class).toInstant(),
                    Status.valueOf(row.getString("status")),
                    row.getLong("n")))
        .list();
  }

  /**
   * Executions of a search, whatever their status, that may have changed: those started since a
   * time, those that have not ended, and some that are asked for by id.
   */
  public List<FoundExecution> lately(
      ExecutionSearch search, Instant since, Collection<Long> known, int limit) {
    SearchConditions conditions = new SearchConditions(search.anyStatus(), json);
    return jdbc.sql(
            sql(
                    conditions,
                    COLUMNS,
                    " AND (start_time >= :since OR status IN ('PENDING', 'RUNNING', 'PAUSED',"
                        + " 'COMPENSATING') OR execution_id = ANY(:known))")
                + ORDER)
        .params(conditions.values())
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("known", known.toArray(Long[]::new))
        .param("limit", limit)
        .query(this::found)
        .list();
  }

  /** How the newest executions of each path went. */
  public List<PathRuns> pathRuns(Collection<String> paths, int newest) {
    return jdbc.sql(
            """
            SELECT p.path, count(*) AS runs, count(*) FILTER (WHERE e.status = 'COMPLETED') AS completed,
                   count(*) FILTER (WHERE e.status IN ('FAILED', 'CANCELLED')) AS failed,
                   string_agg(e.status || ' ' || e.execution_id, ',' ORDER BY e.start_time DESC, e.execution_id DESC) AS newest,
                   max(e.start_time) AS last
              FROM unnest(:paths::text[]) AS p (path)
             CROSS JOIN LATERAL (
                   SELECT execution_id, status, start_time FROM noetl.execution e WHERE e.path = p.path
                    ORDER BY start_time DESC, execution_id DESC LIMIT :newest) e
             GROUP BY p.path
            """)
        .param("paths", paths.toArray(String[]::new))
        .param("newest", newest)
        .query(
            (row, number) ->
                new PathRuns(
                    row.getString("path"),
                    row.getInt("runs"),
                    row.getInt("completed"),
                    row.getInt("failed"),
                    List.of(row.getString("newest").split(",", -1)),
                    row.getObject("last", OffsetDateTime.class)))
        .list();
  }

  private FoundExecution found(ResultSet row, int number) throws SQLException {
    return new FoundExecution(
        row.getLong("execution_id"),
        row.getLong("catalog_id"),
        row.getString("path"),
        row.getInt("version"),
        row.getString("name"),
        Status.valueOf(row.getString("status")),
        row.getString("error"),
        row.getObject("parent_execution_id", Long.class),
        row.getString("started_by"),
        row.getString("trigger"),
        json.readObject(row.getString("labels")),
        row.getString("idempotency_key"),
        row.getString("business_key"),
        row.getInt("priority"),
        row.getObject("start_time", OffsetDateTime.class),
        row.getObject("end_time", OffsetDateTime.class));
  }

  /**
   * How many executions were started within a while.
   *
   * @param start when it begins
   */
  public record Bucket(Instant start, Status status, long count) {}

  /**
   * How the newest executions of a path went.
   *
   * @param runs how many were looked at
   * @param newest status and id of each, newest first
   * @param last when the newest was started
   */
  public record PathRuns(
      String path, int runs, int completed, int failed, List<String> newest, OffsetDateTime last) {}
}
