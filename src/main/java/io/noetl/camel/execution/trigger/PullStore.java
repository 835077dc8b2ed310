package io.noetl.camel.execution.trigger;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.JsonLike;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who fetches the messages of subscriptions, and how far it is, as rows. */
public final class PullStore {
  /** A subscription whose owner is gone goes to one that has no more than its share. */
  private static final String CLAIM =
      """
      WITH alive AS (
        SELECT replica_id FROM noetl.replica WHERE lease_until > now()),
      free AS (
        SELECT subscription_id FROM noetl.subscription s
         WHERE pulls AND state <> 'inactive'
           AND NOT EXISTS (SELECT FROM alive WHERE replica_id = s.owner)
           AND EXISTS (SELECT FROM alive WHERE replica_id = :me)
         ORDER BY subscription_id
         LIMIT (SELECT greatest(0, ceil(count(*)::numeric / greatest(1, (SELECT count(*) FROM alive)))
                                   - count(*) FILTER (WHERE owner = :me))
                  FROM noetl.subscription WHERE pulls AND state <> 'inactive')
           FOR UPDATE SKIP LOCKED)
      UPDATE noetl.subscription s SET owner = :me, epoch = s.epoch + 1
        FROM free WHERE s.subscription_id = free.subscription_id
      """;

  private final JdbcClient jdbc;
  private final Json json;

  public PullStore(JdbcClient jdbc, Json json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Takes what nobody has, and gives what this replica has. */
  public List<SubscriptionRow> claim(String replica) {
    jdbc.sql(CLAIM).param("me", replica).update();
    return jdbc.sql(
            "SELECT "
                + SubscriptionStore.COLUMNS
                + " FROM noetl.subscription WHERE owner = ? ORDER BY path")
        .param(replica)
        .query(SubscriptionStore::row)
        .list();
  }

  /** Whether an owner still is the owner, and is to go on. */
  boolean holds(long id, long epoch) {
    return jdbc.sql(
            "SELECT 1 FROM noetl.subscription WHERE subscription_id = ? AND epoch = ? AND owner IS"
                + " NOT NULL AND pulls AND state = 'active'")
        .params(id, epoch)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Gives a subscription back, so that another may take it at once. */
  public void release(long id, long epoch) {
    jdbc.sql("UPDATE noetl.subscription SET owner = NULL WHERE subscription_id = ? AND epoch = ?")
        .params(id, epoch)
        .update();
  }

  /** Gives back what a replica has that fetches nothing, whatever its epoch. */
  public void leave(long id, String replica) {
    jdbc.sql("UPDATE noetl.subscription SET owner = NULL WHERE subscription_id = ? AND owner = ?")
        .params(id, replica)
        .update();
  }

  /** How far a source is that keeps no place itself; empty at its beginning. */
  public Optional<Map<String, @Nullable Object>> position(long id) {
    return jdbc.sql(
            "SELECT position FROM noetl.subscription WHERE subscription_id = ? AND position IS NOT"
                + " NULL")
        .param(id)
        .query(String.class)
        .optional()
        .map(text -> JsonLike.object((Map<?, ?>) json.readObject(text)));
  }

  /**
   * Notes how far a source is.
   *
   * @return false where another is the owner by now
   */
  public boolean reached(long id, long epoch, Map<String, @Nullable Object> position) {
    return jdbc.sql(
                "UPDATE noetl.subscription SET position = :position::json WHERE subscription_id ="
                    + " :id AND epoch = :epoch")
            .param("position", json.writeColumn(position))
            .param("id", id)
            .param("epoch", epoch)
            .update()
        > 0;
  }

  /** Notes how many messages wait at the source. */
  public void lag(long id, long epoch, long lag) {
    jdbc.sql("UPDATE noetl.subscription SET lag = ? WHERE subscription_id = ? AND epoch = ?")
        .params(lag, id, epoch)
        .update();
  }

  /** Notes why nothing can be fetched; null for that it can. */
  public void failing(long id, long epoch, @Nullable String error) {
    jdbc.sql(
            "UPDATE noetl.subscription SET source_error = :error WHERE subscription_id = :id AND"
                + " epoch = :epoch AND source_error IS DISTINCT FROM :error")
        .param("error", error, java.sql.Types.VARCHAR)
        .param("id", id)
        .param("epoch", epoch)
        .update();
  }

  /** Executions of a subscription that are open. */
  int inFlight(String path) {
    return jdbc.sql(
            """
            SELECT count(*) FROM noetl.execution
             WHERE status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING') AND labels @> jsonb_build_object('subscription', :path)
            """)
        .param("path", path)
        .query(Integer.class)
        .single();
  }

  /** Counts messages that were taken together. */
  void took(long id, int started, int again, @Nullable Long lastExecution) {
    jdbc.sql(
            """
            UPDATE noetl.subscription
               SET received = received + :started + :again, started = started + :started,
                   duplicates = duplicates + :again, last_message_at = now(),
                   last_execution_id = coalesce(:execution::bigint, last_execution_id)
             WHERE subscription_id = :id
            """)
        .param("started", started)
        .param("again", again)
        .param("execution", lastExecution)
        .param("id", id)
        .update();
  }
}
