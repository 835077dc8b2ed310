package io.noetl.camel.store.event;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The executions of a batch of commits that messages start together: one is recorded in each turn
 * of its subscription, with the keys of all of its messages.
 */
final class MessageStarts {
  private static final String FENCED = "FENCED";

  private static final String TURNS =
      """
      WITH turns AS (
        UPDATE noetl.subscription s SET turn = s.turn + 1
          FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
               AS t (execution_id, subscription_id, epoch, turn)
         WHERE s.subscription_id = t.subscription_id AND s.epoch = t.epoch AND s.turn = t.turn
        RETURNING t.execution_id),
      """;

  static final String KEYED =
      """
      , keyed AS (
        INSERT INTO noetl.start_key (idempotency_key, execution_id)
        SELECT idempotency_key, execution_id
          FROM unnest(?::text[], ?::bigint[]) AS k (idempotency_key, execution_id)
          JOIN started USING (execution_id)
            ON CONFLICT DO NOTHING)
      """;

  private final List<ExecutionRow> rows = new ArrayList<>();
  private final SealedEvents secrets;

  MessageStarts(Collection<RunCommit> starts, SealedEvents secrets) {
    this.secrets = secrets;
    for (RunCommit commit : starts) {
      ExecutionRow row = commit.start();
      if (row != null && row.origin().messages() != null) {
        rows.add(row);
      }
    }
  }

  /** The statement's beginning where there are none. */
  static String unfenced(String begin) {
    return begin.replace(FENCED, "");
  }

  /** The statement's beginning where there are some. */
  static String fenced(String begin) {
    return TURNS
        + begin
            .replaceFirst("^WITH ", "")
            .replace(
                FENCED,
                "WHERE execution_id <> ALL (?::bigint[])"
                    + " OR execution_id IN (SELECT execution_id FROM turns)");
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void bindTurns(CommitBatch.Binder in) throws SQLException {
    if (!isEmpty()) {
      in.array(rows, ExecutionRow::executionId);
      in.array(rows, row -> messages(row).subscriptionId());
      in.array(rows, row -> messages(row).epoch());
      in.array(rows, row -> messages(row).turn());
    }
  }

  void bindFenced(CommitBatch.Binder in) throws SQLException {
    if (!isEmpty()) {
      in.array(rows, ExecutionRow::executionId);
    }
  }

  void bindKeys(CommitBatch.Binder in) throws SQLException {
    if (!isEmpty()) {
      List<Keyed> keys = rows.stream().flatMap(MessageStarts::keyed).toList();
      in.array(keys, key -> secrets.key(key.key()));
      in.array(keys, Keyed::executionId);
    }
  }

  private record Keyed(String key, long executionId) {}

  private static Stream<Keyed> keyed(ExecutionRow row) {
    return messages(row).keys().stream().map(key -> new Keyed(key, row.executionId()));
  }

  private static ExecutionRow.Messages messages(ExecutionRow row) {
    return Objects.requireNonNull(row.origin().messages());
  }
}
