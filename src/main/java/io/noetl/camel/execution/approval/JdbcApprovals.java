package io.noetl.camel.execution.approval;

import io.noetl.camel.execution.wait.Wakes;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.JsonLike;
import io.noetl.camel.store.secret.SealedColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Approvals in PostgreSQL. */
public final class JdbcApprovals implements ApprovalBook {
  private static final String SELECT =
      """
      SELECT a.approval_id, a.execution_id, a.wait_key, a.spec, w.step, w.begun_at, w.due_at, w.ended_at,
             e.path,
             -- who started a parent has started its children
             (WITH RECURSIVE above (id, parent, by, level) AS (
                SELECT e.execution_id, e.parent_execution_id, e.started_by, 0
                UNION ALL
                SELECT p.execution_id, p.parent_execution_id, p.started_by, above.level + 1
                  FROM above JOIN noetl.execution p ON p.execution_id = above.parent AND above.by IS NULL AND above.level < 100)
              SELECT by FROM above WHERE by IS NOT NULL ORDER BY level LIMIT 1) AS started_by,
             CASE WHEN w.state = 'done' THEN 'decided'
                  WHEN w.state = 'open' AND (e.status NOT IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING') OR e.cancel_requested) THEN 'left'
                  WHEN w.state = 'open' AND w.due_at <= now() THEN 'late'
                  ELSE w.state END AS state
        FROM noetl.approval a
        JOIN noetl.wait w ON w.execution_id = a.execution_id AND w.wait_key = a.wait_key
        JOIN noetl.execution e ON e.execution_id = a.execution_id
      """;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Json json;
  private final SealedColumns columns;
  private final Wakes wakes;
  private final Clock clock;

  /**
   * The tables.
   *
   * @param transactions of the same data source
   * @param columns encrypts what holds secrets
   * @param wakes lets executions go on
   */
  public JdbcApprovals(
      JdbcClient jdbc,
      TransactionOperations transactions,
      Json json,
      SealedColumns columns,
      Wakes wakes,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.json = json;
    this.columns = columns;
    this.wakes = wakes;
    this.clock = clock;
  }

  @Override
  public List<Approval> list(@Nullable String state, @Nullable Long executionId, int most) {
    return jdbc
        .sql(
            "SELECT * FROM ("
                + SELECT
                + """
                ) a WHERE (:state::text IS NULL OR (state = 'open') = (:state = 'open'))
                      AND (:id::bigint IS NULL OR execution_id = :id)
                 ORDER BY approval_id DESC LIMIT :most
                """)
        .param("state", state)
        .param("id", executionId)
        .param("most", most)
        .query((row, number) -> row(row))
        .list()
        .stream()
        .map(this::whole)
        .toList();
  }

  @Override
  public Optional<Approval> find(long id) {
    return row(id).map(this::whole);
  }

  private Optional<Row> row(long id) {
    return jdbc.sql(SELECT + " WHERE a.approval_id = ?")
        .param(id)
        .query((row, number) -> row(row))
        .optional();
  }

  private record Row(Approval approval, String waitKey) {}

  private Row row(ResultSet row) throws SQLException {
    long execution = row.getLong("execution_id");
    String waitKey = row.getString("wait_key");
    Object spec =
        columns.open(identity(execution, waitKey), json.readNullable(row.getString("spec")));
    return new Row(
        new Approval(
            row.getLong("approval_id"),
            execution,
            row.getString("path"),
            row.getString("step"),
            row.getString("started_by"),
            spec(spec),
            row.getString("state"),
            row.getTimestamp("begun_at").toInstant().toString(),
            time(row.getTimestamp("due_at")),
            time(row.getTimestamp("ended_at")),
            List.of()),
        waitKey);
  }

  private static @Nullable String time(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant().toString();
  }

  private static ApprovalSpec spec(@Nullable Object written) {
    try {
      return ApprovalReader.read(JsonLike.object((Map<?, ?>) Objects.requireNonNull(written)));
    } catch (ApprovalReader.Unreadable e) {
      throw new IllegalStateException("A stored approval can't be read: " + e.getMessage(), e);
    }
  }

  /** The name of what is asked, for its encryption. */
  public static String identity(long executionId, String waitKey) {
    return "approval:" + executionId + ":" + waitKey;
  }

  private Approval whole(Row row) {
    Approval bare = row.approval();
    List<Approval.Decision> decisions =
        jdbc.sql(
                "SELECT decided_by, choice, field_values, decided_at FROM noetl.approval_decision"
                    + " WHERE approval_id = ? ORDER BY decided_at, decided_by")
            .param(bare.id())
            .query((result, number) -> decision(bare.id(), result))
            .list();
    return new Approval(
        bare.id(),
        bare.executionId(),
        bare.path(),
        bare.step(),
        bare.startedBy(),
        bare.spec(),
        bare.state(),
        bare.askedAt(),
        bare.dueAt(),
        bare.endedAt(),
        decisions);
  }

  private Approval.Decision decision(long id, ResultSet row) throws SQLException {
    Object values =
        columns.open("decision:" + id, json.readNullable(row.getString("field_values")));
    return new Approval.Decision(
        row.getString("decided_by"),
        row.getString("choice"),
        values instanceof Map<?, ?> map ? JsonLike.object(map) : Map.of(),
        row.getTimestamp("decided_at").toInstant().toString());
  }

  @Override
  public Optional<Approval> decide(
      long id,
      String by,
      String choice,
      Map<String, @Nullable Object> values,
      @Nullable String once) {
    List<Wakes.Woken> woken = new ArrayList<>();
    Optional<Approval> decided =
        Objects.requireNonNull(
            transactions.execute(transaction -> decided(id, by, choice, values, once, woken)));
    wakes.tell(woken);
    return decided;
  }

  private Optional<Approval> decided(
      long id,
      String by,
      String choice,
      Map<String, @Nullable Object> values,
      @Nullable String once,
      List<Wakes.Woken> woken) {
    // One at a time: the last one that is needed sees those before.
    jdbc.sql(
            """
            SELECT w.execution_id FROM noetl.approval a
              JOIN noetl.wait w ON w.execution_id = a.execution_id AND w.wait_key = a.wait_key
             WHERE a.approval_id = ? FOR UPDATE
            """)
        .param(id)
        .query(Long.class)
        .list();
    Optional<Row> row = row(id);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    Approval before = whole(row.get());
    Optional<Approval.Decision> mine =
        before.decisions().stream().filter(d -> d.by().equals(by)).findFirst();
    if (mine.isPresent()) {
      return same(before, mine.get(), choice, values);
    }
    if (!before.isOpen()) {
      throw new Refused(over(before));
    }
    use(once, id);
    jdbc.sql(
            """
            INSERT INTO noetl.approval_decision (approval_id, decided_by, choice, field_values, decided_at)
            VALUES (:id, :by, :choice, :values::json, :at::timestamptz)
            """)
        .param("id", id)
        .param("by", by)
        .param("choice", choice)
        .param("values", json.writeColumn(columns.seal("decision:" + id, values)))
        .param("at", clock.instant().toString())
        .update();
    Approval after = whole(row.get());
    if (after.decisions().stream().filter(d -> d.choice().equals(choice)).count()
        >= after.spec().required()) {
      end(row.get(), after, choice, woken);
    }
    return find(id);
  }

  private static String over(Approval approval) {
    return switch (approval.state()) {
      case "decided" ->
          "It was decided by "
              + String.join(
                  ", ", approval.decisions().stream().map(Approval.Decision::by).toList());
      case "late" -> "Its time was over at " + approval.dueAt();
      default -> "Its execution does not wait for it any more";
    };
  }

  private static Optional<Approval> same(
      Approval before,
      Approval.Decision mine,
      String choice,
      Map<String, @Nullable Object> values) {
    if (mine.choice().equals(choice) && mine.values().equals(values)) {
      return Optional.of(before);
    }
    throw new Refused(
        "%s has chosen '%s' at %s, which stays".formatted(mine.by(), mine.choice(), mine.at()));
  }

  private void use(@Nullable String once, long id) {
    if (once != null
        && jdbc.sql(
                    "INSERT INTO noetl.approval_token (token_id, approval_id) VALUES (?, ?) ON"
                        + " CONFLICT DO NOTHING")
                .params(once, id)
                .update()
            == 0) {
      throw new Refused("The token was used before");
    }
  }

  private void end(Row row, Approval approval, String choice, List<Wakes.Woken> woken) {
    String result =
        json.writeColumn(
            columns.seal("signal:" + approval.id(), ApprovalResult.of(approval, choice)));
    int ended =
        jdbc.sql(
                """
                UPDATE noetl.wait SET state = 'done', result = ?::json, signal_id = ?, ended_at = now()
                 WHERE execution_id = ? AND wait_key = ? AND state = 'open'
                """)
            .params(result, approval.id(), approval.executionId(), row.waitKey())
            .update();
    if (ended > 0) {
      woken.addAll(wakes.wake(List.of(approval.executionId())));
    }
  }

  /** What a step gets that asked. */
  static final class ApprovalResult {
    private ApprovalResult() {}

    static Map<String, @Nullable Object> of(Approval approval, String choice) {
      List<Approval.Decision> chosen =
          approval.decisions().stream().filter(d -> d.choice().equals(choice)).toList();
      Approval.Decision last = chosen.getLast();
      Map<String, @Nullable Object> result = new LinkedHashMap<>();
      result.put("choice", choice);
      result.put("values", last.values());
      result.put("by", last.by());
      result.put("at", last.at());
      if (approval.spec().required() > 1) {
        result.put("decisions", approval.decisions().stream().map(ApprovalResult::json).toList());
      }
      return result;
    }

    private static Map<String, @Nullable Object> json(Approval.Decision decision) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("choice", decision.choice());
      json.put("values", decision.values());
      json.put("by", decision.by());
      json.put("at", decision.at());
      return json;
    }
  }
}
