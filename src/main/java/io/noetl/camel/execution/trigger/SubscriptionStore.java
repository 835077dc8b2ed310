package io.noetl.camel.execution.trigger;

import io.noetl.camel.execution.trigger.SubscriptionRow.State;
import io.noetl.camel.playbook.PullSource;
import io.noetl.camel.playbook.Subscription;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.JsonLike;
import io.noetl.camel.store.Storable;
import io.noetl.camel.store.secret.SealedColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Subscriptions and their letters as rows. */
public final class SubscriptionStore {
  private static final int LETTERS = 1000;

  /** Why nothing is fetched where as many letters wait as are kept. */
  static final String FULL =
      LETTERS
          + " letters wait: replay or delete them (noetlctl subscription letters), then fetching"
          + " goes on";

  static final String COLUMNS =
      """
      subscription_id, path, catalog_id, source, hook, state, received, started, duplicates, refused,
      last_message_at, last_execution_id, last_error, looked_until, pulls, owner, epoch, lag, source_error
      """;
  private static final String SELECT = "SELECT " + COLUMNS + " FROM noetl.subscription";

  private final JdbcClient jdbc;
  private final Json json;
  private final SealedColumns columns;

  /**
   * A store.
   *
   * @param columns encrypts a letter in which a stored secret stands
   */
  public SubscriptionStore(JdbcClient jdbc, Json json, SealedColumns columns) {
    this.jdbc = jdbc;
    this.json = json;
    this.columns = columns;
  }

  /** The subscription that has an address, other than that of a path. */
  Optional<SubscriptionRow> holderOf(String hook, String path) {
    return byHook(hook).filter(row -> !row.path().equals(path));
  }

  /**
   * Takes a version of a document in; one that is known keeps its state and its counts. What was
   * fetched under the version before is not acknowledged any more: its position may mean nothing to
   * this one.
   */
  SubscriptionRow put(long catalogId, Subscription subscription) {
    return jdbc.sql(
            """
            INSERT INTO noetl.subscription AS s (path, catalog_id, source, hook, state, pulls)
            VALUES (:path, :catalog, :source, :hook, :state, :pulls)
            ON CONFLICT (path) DO UPDATE
               SET catalog_id = excluded.catalog_id, source = excluded.source, hook = excluded.hook,
                   pulls = excluded.pulls, source_error = NULL, lag = NULL, epoch = s.epoch + 1,
                   owner = CASE WHEN excluded.pulls THEN s.owner END,
                   position = CASE WHEN s.source = excluded.source THEN s.position END, updated_at = now()
            RETURNING
            """
                + COLUMNS)
        .param("path", subscription.path())
        .param("catalog", catalogId)
        .param("source", name(subscription.source()))
        .param("pulls", subscription.source() instanceof PullSource)
        .param(
            "hook", subscription.source() instanceof Subscription.Webhook hook ? hook.path() : null)
        .param("state", lower(subscription.continuous() ? State.ACTIVE : State.INACTIVE))
        .query(SubscriptionStore::row)
        .single();
  }

  private static String name(Subscription.Source source) {
    return switch (source) {
      case Subscription.Webhook webhook -> "webhook";
      case Subscription.Execution execution -> "execution";
      case PullSource pull -> pull.name();
    };
  }

  /** All of them, by path. */
  public List<SubscriptionRow> list() {
    return jdbc.sql(SELECT + " ORDER BY path").query(SubscriptionStore::row).list();
  }

  /** Those that wait for ends of executions. */
  List<SubscriptionRow> ofExecutions() {
    return jdbc.sql(SELECT + " WHERE source = 'execution' AND state = 'active' ORDER BY path")
        .query(SubscriptionStore::row)
        .list();
  }

  /** One of them. */
  public Optional<SubscriptionRow> find(long id) {
    return jdbc.sql(SELECT + " WHERE subscription_id = ?")
        .param(id)
        .query(SubscriptionStore::row)
        .optional();
  }

  /** The one with an address. */
  Optional<SubscriptionRow> byHook(String hook) {
    return jdbc.sql(SELECT + " WHERE hook = ?")
        .param(hook)
        .query(SubscriptionStore::row)
        .optional();
  }

  /** Gives one a state; one that becomes active looks at what ends from now on. */
  public Optional<SubscriptionRow> become(long id, State state) {
    jdbc.sql(
            """
            UPDATE noetl.subscription
               SET looked_until = CASE WHEN :state = 'active' AND state = 'inactive' THEN now() ELSE looked_until END,
                   position = CASE WHEN :state = 'active' AND state = 'inactive' AND source = 'schedule' THEN NULL
                                   ELSE position END,
                   state = :state, updated_at = now()
             WHERE subscription_id = :id
            """)
        .param("state", lower(state))
        .param("id", id)
        .update();
    return find(id);
  }

  /** Deletes one with its letters. */
  public boolean delete(long id) {
    return jdbc.sql("DELETE FROM noetl.subscription WHERE subscription_id = ?").param(id).update()
        > 0;
  }

  /** Counts a message that has started an execution, or had before. */
  void started(long id, long executionId, boolean again) {
    jdbc.sql(
            """
            UPDATE noetl.subscription
               SET received = received + 1, started = started + :fresh, duplicates = duplicates + :again,
                   last_message_at = now(), last_execution_id = :execution
             WHERE subscription_id = :id
            """)
        .param("fresh", again ? 0 : 1)
        .param("again", again ? 1 : 0)
        .param("execution", executionId)
        .param("id", id)
        .update();
  }

  /**
   * Counts and keeps a message that could start nothing. Where messages are fetched, one that was
   * not sent again is never dropped for another: its source has forgotten it.
   *
   * @param key where others may keep the same message; null for one that only this server has
   */
  void refused(long id, Message message, @Nullable String key, String error) {
    jdbc.sql(
            """
            WITH letter AS (
              INSERT INTO noetl.subscription_letter (subscription_id, message, message_key, error)
              VALUES (:id, :message::json, :key, :error)
              ON CONFLICT (subscription_id, message_key) DO NOTHING
              RETURNING letter_id)
            UPDATE noetl.subscription
               SET received = received + 1, refused = refused + 1, last_message_at = now(), last_error = :error
             WHERE subscription_id = :id AND EXISTS (SELECT FROM letter)
            """)
        .param("id", id)
        .param("key", key == null ? null : MessageKey.stored(key))
        .param("error", Storable.text(error))
        .param("message", json.writeColumn(columns.seal(identity(id), message.envelope())))
        .update();
    jdbc.sql(
            """
            DELETE FROM noetl.subscription_letter WHERE letter_id IN (
              SELECT letter_id FROM noetl.subscription_letter WHERE subscription_id = :id
               ORDER BY letter_id DESC OFFSET :most)
               AND (execution_id IS NOT NULL
                    OR NOT EXISTS (SELECT FROM noetl.subscription WHERE subscription_id = :id AND pulls))
            """)
        .param("id", id)
        .param("most", LETTERS)
        .update();
  }

  /** Counts a message that starts nothing and of which nothing is kept: its sender knows. */
  void turnedAway(long id, String error) {
    jdbc.sql(
            """
            UPDATE noetl.subscription
               SET received = received + 1, refused = refused + 1, last_message_at = now(), last_error = :error
             WHERE subscription_id = :id
            """)
        .param("id", id)
        .param("error", Storable.text(error))
        .update();
  }

  /** Whether as many letters wait as are kept. */
  boolean isFull(long id) {
    return jdbc.sql(
                """
                SELECT count(*) FROM (
                  SELECT FROM noetl.subscription_letter WHERE subscription_id = :id AND execution_id IS NULL
                   LIMIT :most) AS waiting
                """)
            .param("id", id)
            .param("most", LETTERS)
            .query(Integer.class)
            .single()
        >= LETTERS;
  }

  /** Deletes letters: one of them, or all; gives how many. */
  public int deleteLetters(long id, @Nullable Long letter) {
    return jdbc.sql(
            "DELETE FROM noetl.subscription_letter WHERE subscription_id = :id AND"
                + " (:letter::bigint IS NULL OR letter_id = :letter)")
        .param("id", id)
        .param("letter", letter)
        .update();
  }

  /** The letters of one, the newest first. */
  public List<Letter> letters(long id, @Nullable Long before, int limit) {
    return jdbc.sql(
            """
            SELECT letter_id, message_key, message, error, received_at, execution_id FROM noetl.subscription_letter
             WHERE subscription_id = :id AND (:before::bigint IS NULL OR letter_id < :before)
             ORDER BY letter_id DESC LIMIT :limit
            """)
        .param("id", id)
        .param("before", before)
        .param("limit", limit)
        .query((row, n) -> letter(id, row))
        .list();
  }

  /** One letter. */
  Optional<Letter> letter(long id, long letter) {
    return jdbc.sql(
            """
            SELECT letter_id, message_key, message, error, received_at, execution_id FROM noetl.subscription_letter
             WHERE subscription_id = :id AND letter_id = :letter
            """)
        .param("id", id)
        .param("letter", letter)
        .query((row, n) -> letter(id, row))
        .optional();
  }

  /** Notes what a letter has started after all. */
  void replayed(long letter, long executionId) {
    jdbc.sql("UPDATE noetl.subscription_letter SET execution_id = ? WHERE letter_id = ?")
        .params(executionId, letter)
        .update();
  }

  /**
   * Executions that ended in a span of time.
   *
   * @param from inclusive
   * @param until exclusive
   */
  List<EndedExecution> ended(Instant from, Instant until) {
    return jdbc.sql(
            """
            SELECT execution_id, path, version, status, error, end_time, labels ->> :depth AS depth
              FROM noetl.execution WHERE end_time >= :from AND end_time < :until ORDER BY end_time, execution_id
            """)
        .param("depth", EndedExecution.DEPTH)
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new EndedExecution(
                    row.getLong("execution_id"),
                    row.getString("path"),
                    row.getInt("version"),
                    row.getString("status"),
                    row.getString("error"),
                    instant(row, "end_time"),
                    row.getString("depth") == null ? 0 : Integer.parseInt(row.getString("depth"))))
        .list();
  }

  /** Notes up to when ends have been looked at. */
  void looked(long id, Instant until) {
    jdbc.sql(
            "UPDATE noetl.subscription SET looked_until = greatest(looked_until, :until) WHERE"
                + " subscription_id = :id")
        .param("until", until.atOffset(ZoneOffset.UTC))
        .param("id", id)
        .update();
  }

  private Letter letter(long id, ResultSet row) throws SQLException {
    Object message = columns.open(identity(id), json.readNullable(row.getString("message")));
    Map<String, @Nullable Object> envelope =
        message instanceof Map<?, ?> map ? JsonLike.object(map) : Map.of();
    return new Letter(
        row.getLong("letter_id"),
        row.getString("message_key"),
        envelope,
        row.getString("error"),
        instant(row, "received_at"),
        row.getObject("execution_id", Long.class));
  }

  static SubscriptionRow row(ResultSet row, int number) throws SQLException {
    OffsetDateTime last = row.getObject("last_message_at", OffsetDateTime.class);
    return new SubscriptionRow(
        row.getLong("subscription_id"),
        row.getString("path"),
        row.getLong("catalog_id"),
        row.getString("source"),
        row.getString("hook"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        new SubscriptionRow.Counts(
            row.getLong("received"),
            row.getLong("started"),
            row.getLong("duplicates"),
            row.getLong("refused"),
            last == null ? null : last.toInstant(),
            row.getObject("last_execution_id", Long.class),
            row.getString("last_error")),
        instant(row, "looked_until"),
        row.getBoolean("pulls")
            ? new SubscriptionRow.Fetching(
                row.getString("owner"),
                row.getLong("epoch"),
                row.getObject("lag", Long.class),
                row.getString("source_error"))
            : null);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static String identity(long id) {
    return "subscription:" + id;
  }

  private static String lower(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
