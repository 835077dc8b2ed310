package io.noetl.camel.store.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of calls that are offered: the owner of an execution writes, another replica takes. */
public final class CallStore {
  private static final String ONE = " WHERE execution_id = ? AND call_key = ?";
  private static final String ALIVE =
      "EXISTS (SELECT FROM noetl.replica r WHERE r.replica_id = %s AND r.lease_until > now())";

  private final JdbcClient jdbc;

  public CallStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A call that a replica has taken.
   *
   * @param request the call, as it was offered
   */
  public record Offer(CallId id, String request) {}

  /** How it stands with a call. */
  public sealed interface State {
    /** Nobody has taken it. */
    record Untaken() implements State {}

    /** A replica makes it, or did when it was alive. */
    record Taken(boolean isAlive) implements State {}

    /**
     * It has ended.
     *
     * @param outcome what it ended with, as it was answered
     */
    record Answered(String outcome) implements State {}

    /** It is not there: it was given back, or the database has crashed. */
    record Gone() implements State {}
  }

  /** Offers a call. One with the same name, of an owner before this one, is replaced. */
  public void offer(CallId id, String caller, String request) {
    jdbc.sql(
            """
            INSERT INTO noetl.tool_call (execution_id, call_key, caller, request) VALUES (?, ?, ?, ?)
                ON CONFLICT (execution_id, call_key) DO UPDATE
               SET caller = excluded.caller, request = excluded.request, claimed_by = NULL, outcome = NULL
            """)
        .params(id.executionId(), id.key(), caller, request)
        .update();
  }

  /** How it stands with a call. */
  public State look(CallId id) {
    String sql =
        "SELECT claimed_by, %s AS alive, outcome FROM noetl.tool_call"
            .formatted(ALIVE.formatted("claimed_by"));
    return jdbc.sql(sql + ONE)
        .params(id.executionId(), id.key())
        .query(CallStore::state)
        .optional()
        .orElseGet(State.Gone::new);
  }

  private static State state(ResultSet row, int number) throws SQLException {
    String outcome = row.getString("outcome");
    if (outcome != null) {
      return new State.Answered(outcome);
    }
    return row.getString("claimed_by") == null
        ? new State.Untaken()
        : new State.Taken(row.getBoolean("alive"));
  }

  /** Takes back a call that nobody has taken; false when somebody has. */
  public boolean withdrawUntaken(CallId id) {
    return jdbc.sql("DELETE FROM noetl.tool_call" + ONE + " AND claimed_by IS NULL")
            .params(id.executionId(), id.key())
            .update()
        == 1;
  }

  /** Takes a call back: who makes it may not answer any more. */
  public void withdraw(CallId id) {
    jdbc.sql("DELETE FROM noetl.tool_call" + ONE).params(id.executionId(), id.key()).update();
  }

  /** Takes calls of others; those whose owner is gone are removed. */
  public List<Offer> claim(String replica, int most) {
    return jdbc.sql(
            """
            WITH orphans AS (DELETE FROM noetl.tool_call WHERE NOT %s)
            UPDATE noetl.tool_call c SET claimed_by = :replica
              FROM (SELECT execution_id, call_key FROM noetl.tool_call
                     WHERE claimed_by IS NULL AND outcome IS NULL AND caller <> :replica AND %s
                     ORDER BY execution_id, call_key LIMIT :most FOR UPDATE SKIP LOCKED) free
             WHERE c.execution_id = free.execution_id AND c.call_key = free.call_key
            RETURNING c.execution_id, c.call_key, c.request
            """
                .formatted(ALIVE.formatted("caller"), ALIVE.formatted("caller")))
        .param("replica", replica)
        .param("most", most)
        .query(
            (row, number) ->
                new Offer(
                    new CallId(row.getLong("execution_id"), row.getString("call_key")),
                    row.getString("request")))
        .list();
  }

  /** Answers a call, unless it has been withdrawn. */
  public void answer(CallId id, String replica, String outcome) {
    jdbc.sql("UPDATE noetl.tool_call SET outcome = ?" + ONE + " AND claimed_by = ?")
        .params(outcome, id.executionId(), id.key(), replica)
        .update();
  }

  /** The calls that a replica makes and that are still wanted. */
  public Set<CallId> wanted(String replica) {
    return jdbc
        .sql("SELECT execution_id, call_key FROM noetl.tool_call WHERE claimed_by = ?")
        .param(replica)
        .query((row, number) -> new CallId(row.getLong(1), row.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toSet());
  }
}
