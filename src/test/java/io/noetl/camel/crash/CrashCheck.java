package io.noetl.camel.crash;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the log and the side effects: nothing lost, stuck or recorded twice. Each check is a query
 * whose rows are violations.
 */
final class CrashCheck {
  /** How often each playbook has each effect, under keys of their own. */
  private static final Map<String, Map<String, Integer>> EFFECTS =
      Map.ofEntries(
          Map.entry("crash/sequence", Map.of("a", 1, "b", 1, "c", 1, "d", 1)),
          Map.entry("crash/leaf", Map.of("a", 1)),
          Map.entry("crash/loop", Map.of("before", 1, "item", 8, "after", 1, "one", 3, "end", 1)),
          Map.entry("crash/fan", Map.of("start", 1, "branch", 3, "join", 3, "end", 1)),
          Map.entry("crash/parent", Map.of("before", 1, "after", 1)),
          Map.entry("crash/flaky", Map.of("a", 1)),
          Map.entry("crash/python", Map.of("a", 1)),
          Map.entry("crash/failing", Map.of("a", 1)),
          Map.entry(
              "crash/saga",
              Map.of(
                  "book",
                  1,
                  "seat",
                  4,
                  "unseat 4",
                  1,
                  "unseat 3",
                  1,
                  "unseat 2",
                  1,
                  "unseat 1",
                  1,
                  "unbook",
                  1,
                  "told 5 boom",
                  1,
                  "released FAILED",
                  1)),
          Map.entry("crash/asking", Map.of("a", 1, "approve fine", 1)),
          Map.entry("crash/message", Map.of("message", 1, "released COMPLETED", 1)),
          Map.entry("crash/waiting", Map.of("a", 1, "b", 1)),
          Map.entry("crash/cursor", Map.of("row", 12, "end", 1)),
          Map.entry(
              "crash/tasks", Map.of("first", 1, "round", 3, "last", 1, "branch", 2, "joined", 1)));

  private static final Map<String, String> VIOLATIONS = new LinkedHashMap<>();

  static {
    VIOLATIONS.put(
        "stuck", "SELECT execution_id, path, status FROM noetl.execution WHERE end_time IS NULL");
    VIOLATIONS.put(
        "wrong status",
        "SELECT execution_id, path, status, error FROM noetl.execution WHERE status <> CASE WHEN"
            + " path IN ('crash/failing', 'crash/saga') THEN 'FAILED' ELSE 'COMPLETED' END");
    VIOLATIONS.put(
        "not one terminal event, or not that of the status, or not the last",
        """
        SELECT x.execution_id, x.path, x.status, e.terminal, e.last
          FROM noetl.execution x
          JOIN (SELECT execution_id,
                       array_agg(event_type::text ORDER BY event_id) FILTER (WHERE event_type ~ '^(playbook|workflow)[.]([cf])') terminal,
                       (array_agg(event_type::text ORDER BY event_id DESC))[1] last
                  FROM noetl.event_record GROUP BY 1) e USING (execution_id)
         WHERE e.terminal <> ARRAY['workflow.' || lower(x.status), 'playbook.' || lower(x.status)]
            OR e.terminal IS NULL OR e.last NOT IN ('playbook.' || lower(x.status), 'command.completed', 'command.failed')
        """);
    VIOLATIONS.put(
        "recorded twice",
        """
        SELECT execution_id, node_name, meta->>'token', meta->>'item', count(*)
          FROM noetl.event_record WHERE event_type IN ('step.exit', 'loop.done')
         GROUP BY 1, 2, 3, 4 HAVING count(*) > 1
        """);
    VIOLATIONS.put(
        "a start, a call or a child that is there twice",
        """
        SELECT execution_id, node_name, count(*) FROM noetl.event_record
         WHERE event_type IN ('playbook.initialized', 'workflow.initialized')
         GROUP BY 1, 2 HAVING count(*) <> 1
        UNION ALL
        SELECT parent_execution_id, parent_key, count(*) FROM noetl.execution
         WHERE parent_execution_id IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1
        """);
    VIOLATIONS.put(
        "children that are missing or too many",
        """
        SELECT p.execution_id, count(c.execution_id) FROM noetl.execution p
          LEFT JOIN noetl.execution c ON c.parent_execution_id = p.execution_id
         WHERE p.path = 'crash/parent' GROUP BY 1 HAVING count(c.execution_id) <> 4
        """);
    VIOLATIONS.put(
        "an effect of exactly_once that does not stand once",
        """
        SELECT f.key, count(*) FROM crash.effect f JOIN noetl.execution x ON x.execution_id::text = f.execution_id
         WHERE x.path = 'crash/sequence' AND f.label = 'd' GROUP BY 1 HAVING count(*) > 1
        """);
    VIOLATIONS.put(
        "what was done and not undone once, or not newest first",
        """
        SELECT x.execution_id,
               array_agg(e.node_name || coalesce(e.meta->>'item', '') ORDER BY e.event_id DESC) FILTER (WHERE e.meta ?? 'undo') done,
               array_agg((e.meta->'undoes'->>'step') || coalesce(e.meta->'undoes'->>'item', '') ORDER BY e.event_id)
                 FILTER (WHERE e.meta ?? 'undoes') undone
          FROM noetl.execution x JOIN noetl.event_record e USING (execution_id)
         WHERE x.path = 'crash/saga' AND e.event_type = 'step.exit'
         GROUP BY 1 HAVING array_agg(e.node_name || coalesce(e.meta->>'item', '') ORDER BY e.event_id DESC) FILTER (WHERE e.meta ?? 'undo')
                IS DISTINCT FROM array_agg((e.meta->'undoes'->>'step') || coalesce(e.meta->'undoes'->>'item', '') ORDER BY e.event_id)
                 FILTER (WHERE e.meta ?? 'undoes')
        """);
    VIOLATIONS.put(
        "a signal that was sent twice, or that nobody got",
        "SELECT name, key, delivered FROM noetl.signal WHERE delivered <> 1");
    VIOLATIONS.put(
        "an approval that is not decided once",
        """
        SELECT w.execution_id, w.state, count(d.*) FROM noetl.approval a
          JOIN noetl.wait w USING (execution_id, wait_key) LEFT JOIN noetl.approval_decision d USING (approval_id)
         GROUP BY 1, 2 HAVING count(d.*) <> 1 OR w.state = 'open'
        """);
    VIOLATIONS.put(
        "an event whose token nobody issued",
        """
        SELECT e.execution_id, e.event_type, e.node_name, e.meta->>'token' FROM noetl.event_record e
         WHERE e.event_type IN ('step.exit', 'loop.done') AND NOT EXISTS (
               SELECT FROM noetl.event_record i WHERE i.execution_id = e.execution_id
                  AND i.event_id = (e.meta->>'token')::bigint AND i.event_type = 'command.issued')
        """);
  }

  static {
    VIOLATIONS.put(
        "rows of a cursor that are lost, or in two frames",
        """
        SELECT q.execution_id, q.id, q.state, count(f.*) FROM crash.queue q
          JOIN noetl.execution x ON x.execution_id::text = q.execution_id AND x.status = 'COMPLETED'
          LEFT JOIN (SELECT DISTINCT execution_id, key, label FROM crash.effect) f
            ON f.execution_id = q.execution_id AND f.label = 'row' AND f.key LIKE '%#' || q.id
         GROUP BY 1, 2, 3 HAVING count(f.*) <> 1 OR q.state <> 'claimed'
        """);
    VIOLATIONS.put(
        "a task that is recorded twice",
        """
        SELECT execution_id, node_name, meta->>'token', meta->>'item', meta->>'task', count(*)
          FROM noetl.event_record WHERE event_type = 'task.done' AND meta->>'task' <> 'round'
         GROUP BY 1, 2, 3, 4, 5 HAVING count(*) > 1
        UNION ALL
        SELECT execution_id, node_name, meta->>'token', meta->>'item', meta->>'task', count(*)
          FROM noetl.event_record WHERE event_type = 'task.done' AND meta->>'task' = 'round'
         GROUP BY 1, 2, 3, 4, 5 HAVING count(*) > 3
        """);
  }

  /** A step that ran again although its end had been committed before. */
  private static final String RAN_AGAIN =
      """
      WITH recorded AS (
        SELECT execution_id || '/' || (meta->>'token') || '/' || node_name || coalesce('[' || (meta->>'item') || ']', '') AS key,
               pg_xact_commit_timestamp(xmin) AS at
          FROM noetl.event_record WHERE event_type = 'step.exit')
      SELECT f.key, f.at, r.at FROM crash.effect f JOIN recorded r USING (key) WHERE f.at > r.at
      """;

  /** What tells those that messages of the broker have started. */
  static final String OF_TOPIC = "idempotency_key LIKE 'subscription:crash/topic:%'";

  private final CrashPostgres postgres;
  private final List<String> found = new ArrayList<>();

  CrashCheck(CrashPostgres postgres) {
    this.postgres = postgres;
  }

  /**
   * Checks everything.
   *
   * @param started execution ids by idempotency key, as clients were told
   * @param paused whether processes were stopped for a while: what one was about to do when it was
   *     stopped it does afterwards, before it learns that it is not the owner any more
   * @return the violations, for a person
   */
  List<String> violations(Map<String, String> started, boolean paused) throws SQLException {
    for (Map.Entry<String, String> check : VIOLATIONS.entrySet()) {
      rows(check.getKey(), check.getValue());
    }
    if (!paused) {
      rows("ran again after it was recorded", RAN_AGAIN);
    }
    starts(started);
    effects();
    return found;
  }

  /**
   * Whether each message has started one execution.
   *
   * @param acknowledged those that the broker has
   */
  List<String> messages(Set<String> acknowledged) throws SQLException {
    Map<String, Integer> starts = new LinkedHashMap<>();
    postgres
        .query(
            "SELECT payload ->> 'n', count(*) FROM noetl.execution WHERE "
                + OF_TOPIC
                + " GROUP BY 1")
        .forEach(row -> starts.put(row.getFirst(), Integer.valueOf(row.getLast())));
    List<String> wrong = new ArrayList<>();
    acknowledged.stream()
        .filter(name -> !starts.containsKey(name))
        .forEach(name -> wrong.add("a message that started nothing: " + name));
    starts.forEach(
        (name, count) -> {
          if (count > 1) {
            wrong.add("a message that started %d executions: %s".formatted(count, name));
          }
        });
    wrong.addAll(
        postgres.query("SELECT message_key, error FROM noetl.subscription_letter").stream()
            .map(row -> "a message that could start nothing: " + row)
            .toList());
    return wrong;
  }

  /** How many effects were repeated after their record, which only a stopped process may do. */
  int late() throws SQLException {
    return postgres.query(RAN_AGAIN).size();
  }

  private void rows(String what, String sql) throws SQLException {
    postgres.query(sql).forEach(row -> found.add(what + ": " + row));
  }

  private void starts(Map<String, String> started) throws SQLException {
    Map<String, String> there = new LinkedHashMap<>();
    postgres
        .query(
            "SELECT idempotency_key, execution_id FROM noetl.execution WHERE idempotency_key <> ''")
        .forEach(row -> there.put(row.getFirst(), row.getLast()));
    started.forEach(
        (key, id) -> {
          if (!id.equals(there.get(key))) {
            found.add(
                "lost: a client was told %s for %s, there is %s"
                    .formatted(id, key, there.get(key)));
          }
        });
  }

  private void effects() throws SQLException {
    Map<String, Map<String, Integer>> seen = new LinkedHashMap<>();
    Map<String, String> paths = new LinkedHashMap<>();
    postgres
        .query(
            """
            SELECT x.execution_id, x.path, f.label, count(DISTINCT f.key)
              FROM noetl.execution x LEFT JOIN crash.effect f ON f.execution_id = x.execution_id::text
             GROUP BY 1, 2, 3
            """)
        .forEach(
            row -> {
              paths.put(row.get(0), row.get(1));
              Map<String, Integer> labels =
                  seen.computeIfAbsent(row.get(0), id -> new LinkedHashMap<>());
              if (row.get(2) != null) {
                labels.put(row.get(2), Integer.valueOf(row.get(3)));
              }
            });
    seen.forEach(
        (id, labels) -> {
          Map<String, Integer> expected = EFFECTS.get(paths.get(id));
          if (!labels.equals(expected)) {
            found.add(
                "effects of %s %s: %s (expected: %s)"
                    .formatted(paths.get(id), id, labels, expected));
          }
        });
  }
}
