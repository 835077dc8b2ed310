package io.noetl.camel.execution;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.BigResult;
import io.noetl.camel.store.event.SealedEvents;
import io.noetl.camel.store.quota.Quota;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The leases of replicas and the executions that they own, in PostgreSQL. */
public final class ReplicaStore {
  /**
   * Renews the lease, takes over what nobody owns, lets in what waits for room, and asks what shall
   * stop: one statement. Children never wait for room, since parents that have room wait for them.
   * However many wait, it reads those that it takes: what they have in common (a playbook, a limit,
   * a rate) it finds one behind the other in an index.
   */
  static final String BEAT =
      """
      WITH RECURSIVE playbooks AS (
        (SELECT path FROM noetl.execution
          WHERE status = 'PENDING' AND owner IS NULL AND parent_execution_id IS NULL AND limit_key IS NULL AND rate_key IS NULL
          ORDER BY path LIMIT 1)
        UNION ALL
        SELECT (SELECT n.path FROM noetl.execution n
                 WHERE n.path > p.path AND n.status = 'PENDING' AND n.owner IS NULL AND n.parent_execution_id IS NULL
                   AND n.limit_key IS NULL AND n.rate_key IS NULL
                 ORDER BY n.path LIMIT 1)
          FROM playbooks p WHERE p.path IS NOT NULL),
      limits AS (
        (SELECT limit_key FROM noetl.execution
          WHERE limit_key IS NOT NULL AND status = 'PENDING' AND owner IS NULL ORDER BY limit_key LIMIT 1)
        UNION ALL
        SELECT (SELECT n.limit_key FROM noetl.execution n
                 WHERE n.limit_key > l.limit_key AND n.status = 'PENDING' AND n.owner IS NULL ORDER BY n.limit_key LIMIT 1)
          FROM limits l WHERE l.limit_key IS NOT NULL),
      rates AS (
        (SELECT rate_key FROM noetl.execution
          WHERE rate_key IS NOT NULL AND begun_at IS NULL AND status = 'PENDING' AND owner IS NULL ORDER BY rate_key LIMIT 1)
        UNION ALL
        SELECT (SELECT n.rate_key FROM noetl.execution n
                 WHERE n.rate_key > r.rate_key AND n.begun_at IS NULL AND n.status = 'PENDING' AND n.owner IS NULL
                 ORDER BY n.rate_key LIMIT 1)
          FROM rates r WHERE r.rate_key IS NOT NULL),
      beat AS (
        INSERT INTO noetl.replica (replica_id, lease_until, version)
        VALUES (:me, now() + :lease * interval '1 ms', :version)
            ON CONFLICT (replica_id) DO UPDATE SET lease_until = EXCLUDED.lease_until),
      dead AS (
        SELECT x.execution_id
          FROM noetl.execution x
         WHERE x.status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING') AND x.owner IS DISTINCT FROM :me
           AND x.wake_at IS NULL
           AND (x.status <> 'PENDING' OR x.cancel_requested
                OR (x.parent_execution_id IS NOT NULL AND x.limit_key IS NULL AND x.rate_key IS NULL))
           AND (x.owner IS DISTINCT FROM 'quota' OR x.status <> 'PENDING' OR x.cancel_requested)
           AND NOT EXISTS (SELECT FROM noetl.replica r WHERE r.replica_id = x.owner AND r.lease_until > now())
         ORDER BY x.execution_id LIMIT :most
           FOR UPDATE OF x SKIP LOCKED),
      waiting AS (
        SELECT x.execution_id
          FROM noetl.execution x
         WHERE x.execution_id IN (
               SELECT turn.execution_id
                 FROM playbooks playbook,
                      LATERAL (SELECT w.execution_id, w.priority,
                                     row_number() OVER (ORDER BY w.priority DESC, w.execution_id) AS place
                                 FROM noetl.execution w
                                WHERE w.path = playbook.path AND w.status = 'PENDING' AND w.owner IS NULL
                                  AND w.parent_execution_id IS NULL AND w.limit_key IS NULL AND w.rate_key IS NULL
                                ORDER BY w.priority DESC, w.execution_id LIMIT :room) turn
                ORDER BY turn.priority DESC, turn.place, turn.execution_id LIMIT :room)
           AND x.status = 'PENDING' AND x.owner IS NULL
           FOR UPDATE OF x SKIP LOCKED),
      due AS (
        SELECT execution_id, limit_key IS NOT NULL AND status = 'RUNNING' AND NOT cancel_requested AND cleanup IS NULL AS queues
          FROM noetl.execution
         WHERE wake_at <= now() AND status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING')
         ORDER BY wake_at, execution_id LIMIT :most
           FOR UPDATE SKIP LOCKED),
      queued AS (
        UPDATE noetl.execution e SET status = 'PENDING', wake_at = NULL, epoch = e.epoch + 1
          WHERE e.execution_id = ANY (ARRAY(SELECT execution_id FROM due WHERE queues))
        RETURNING e.limit_key, e.limit_full),
      free AS (
        SELECT execution_id FROM dead UNION ALL SELECT execution_id FROM waiting
        UNION ALL SELECT execution_id FROM due WHERE NOT queues),
      claimed AS (
        UPDATE noetl.execution e
           SET owner = :me, epoch = e.epoch + 1, wake_at = NULL, status = CASE e.status WHEN 'PENDING' THEN 'RUNNING' ELSE e.status END,
               begun_at = CASE WHEN e.rate_key IS NULL OR e.cancel_requested THEN e.begun_at ELSE coalesce(e.begun_at, now()) END
          WHERE e.execution_id = ANY (ARRAY(SELECT execution_id FROM free))
        RETURNING e.*)
      SELECT 'claim' AS what, execution_id, catalog_id, path, version, name, payload, parent_execution_id, epoch,
             cancel_requested,
             CASE WHEN execution_id IN (SELECT execution_id FROM waiting) THEN 'ROOM'
                  WHEN execution_id IN (SELECT execution_id FROM due) THEN 'DUE' ELSE 'GONE' END AS reason,
             coalesce(root_execution_id, execution_id) AS root_execution_id, depth, restricted,
             labels ->> 'traceparent' AS traceparent
        FROM claimed
      UNION ALL
      SELECT 'cancel', execution_id, catalog_id, path, version, name, NULL, parent_execution_id, epoch, true, 'GONE',
             0, 0, false, NULL
        FROM noetl.execution
       WHERE owner = :me AND cancel_requested AND status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING')
      UNION ALL
      SELECT 'peers', count(*), 0, '', 0, '', NULL, NULL, 0, false, 'GONE', 0, 0, false, NULL
        FROM noetl.replica WHERE replica_id <> :me AND lease_until > now()
      UNION ALL
      SELECT 'limit', 0::bigint, 0::bigint, '', 0, bound.limit_key, NULL::json, NULL::bigint, 0::bigint,
             (SELECT w.execution_id FROM noetl.execution w
               WHERE w.limit_key = bound.limit_key AND w.status = 'PENDING' AND w.owner IS NULL AND w.limit_full IS NOT NULL
               ORDER BY w.execution_id LIMIT 1) IS NOT NULL
             OR EXISTS (SELECT FROM queued q WHERE q.limit_key = bound.limit_key AND q.limit_full IS NOT NULL),
             'GONE', 0::bigint, 0,
             (SELECT w.rate_key FROM noetl.execution w
               WHERE w.limit_key = bound.limit_key AND w.status = 'PENDING' AND w.owner IS NULL AND w.rate_key IS NOT NULL
                 AND w.begun_at IS NULL
               ORDER BY w.rate_key LIMIT 1) IS NOT NULL, NULL
        FROM (SELECT limit_key FROM limits WHERE limit_key IS NOT NULL UNION SELECT limit_key FROM queued) bound
      UNION ALL
      SELECT 'rate', ceil(greatest(0, extract(epoch FROM last.begun_at + make_interval(secs => rate.seconds) - now())) * 1000)::bigint,
             0::bigint, '', 0, rate.rate_key, NULL::json, NULL::bigint, 0::bigint,
             (SELECT w.execution_id FROM noetl.execution w
               WHERE w.rate_key = rate.rate_key AND w.begun_at IS NULL AND w.limit_key IS NULL AND w.status = 'PENDING'
                 AND w.owner IS NULL
               ORDER BY w.priority DESC, w.execution_id LIMIT 1) IS NOT NULL,
             'GONE', 0::bigint, 0, false, NULL
        FROM rates
       CROSS JOIN LATERAL (
             SELECT w.rate_key, w.rate_most AS most, w.rate_seconds AS seconds FROM noetl.execution w
              WHERE w.rate_key = rates.rate_key AND w.begun_at IS NULL AND w.status = 'PENDING' AND w.owner IS NULL
              ORDER BY w.execution_id DESC LIMIT 1) rate
        LEFT JOIN LATERAL (
             SELECT begun_at FROM noetl.execution b WHERE b.rate_key = rate.rate_key AND b.begun_at IS NOT NULL
              ORDER BY b.begun_at DESC OFFSET rate.most - 1 LIMIT 1) last ON true
      UNION ALL
      SELECT 'quota', 0::bigint, 0::bigint, q.name, 0, q.value, NULL::json, NULL::bigint, 0::bigint, q.when_full = 'fail',
             'GONE', 0::bigint, 0, q.python_per IS NOT NULL, NULL
        FROM noetl.quota q
      UNION ALL
      (SELECT 'held', 0::bigint, 0::bigint, '', 0, '', NULL::json, NULL::bigint, 0::bigint, false, 'GONE', 0::bigint, 0, false, NULL
        FROM noetl.execution WHERE status = 'PENDING' AND owner = 'quota' LIMIT 1)
      UNION ALL
      SELECT 'next', (extract(epoch FROM min(wake_at) - now()) * 1000)::bigint, 0, '', 0, '', NULL, NULL, 0, false, 'GONE',
             0, 0, false, NULL
        FROM noetl.execution WHERE wake_at > now() AND wake_at < now() + interval '1 minute'
      HAVING min(wake_at) IS NOT NULL
      """;

  private static final int EVENTS_OF_A_SHORT_LOG = 50;

  private static final String SHORT_LOGS =
      """
      SELECT x.execution_id, e.*, l.last
        FROM unnest(:ids::bigint[]) AS x (execution_id)
       CROSS JOIN LATERAL (
             SELECT event_id, event_type, node_name, status, result, meta, context, error, stack_trace, sealed
               FROM noetl.event_record r
              WHERE r.execution_id = x.execution_id AND r.event_type IN
                    ('playbook.initialized', 'command.issued', 'step.enter', 'step.exit', 'loop.done', 'step.skipped',
                     'task.done', 'task.failed', 'frame.claimed', 'cleanup.started')
              ORDER BY r.event_id LIMIT :most) e
       CROSS JOIN LATERAL (
             SELECT max(event_id) AS last FROM noetl.event_record r WHERE r.execution_id = x.execution_id) l
       ORDER BY x.execution_id, e.event_id
      """;

  private static final String PARK =
      """
      UPDATE noetl.execution e SET owner = NULL, epoch = e.epoch + 1, wake_at = p.wake::timestamptz
        FROM unnest(:ids::bigint[], :epochs::bigint[], :wakes::text[]) AS p (execution_id, epoch, wake)
       WHERE e.execution_id = p.execution_id AND e.epoch = p.epoch AND e.owner = :me
         AND e.status IN ('RUNNING', 'COMPENSATING') AND NOT e.cancel_requested
         AND NOT EXISTS (
             SELECT FROM unnest(:of::bigint[], :keys::text[]) AS k (execution_id, wait_key)
               JOIN noetl.wait w ON w.execution_id = k.execution_id AND w.wait_key = k.wait_key
              WHERE k.execution_id = e.execution_id AND w.state <> 'open')
      RETURNING e.execution_id
      """;

  /** What an update that lets in gives of each. */
  static final String RETURNING_LET_IN =
      """
      RETURNING 'claim' AS what, e.execution_id, e.catalog_id, e.path, e.version, e.name, e.payload,
                e.parent_execution_id, e.epoch, e.cancel_requested, 'ROOM' AS reason,
                coalesce(e.root_execution_id, e.execution_id) AS root_execution_id, e.depth, e.restricted,
                e.labels ->> 'traceparent' AS traceparent
      """;

  static final String CLAIM_LIMITED =
      """
      WITH free AS (
        SELECT execution_id FROM noetl.execution
         WHERE limit_key = :key AND status = 'PENDING' AND owner IS NULL AND (rate_key IS NULL OR begun_at IS NOT NULL)
           AND CHILDREN
         ORDER BY priority DESC, execution_id
         LIMIT greatest(0,
               (SELECT min(limit_most) FROM noetl.execution WHERE limit_key = :key AND status = 'PENDING' AND owner IS NULL)
               - (SELECT count(*) FROM noetl.execution WHERE limit_key = :key AND status IN ('RUNNING', 'PAUSED', 'COMPENSATING') AND wake_at IS NULL))
           FOR UPDATE SKIP LOCKED)
      UPDATE noetl.execution e SET owner = :me, epoch = e.epoch + 1, status = 'RUNNING'
        WHERE e.execution_id = ANY (ARRAY(SELECT execution_id FROM free))
      """;

  /**
   * What has just come and finds no place: one that has run before, and waits for its place again,
   * has an epoch above the first.
   */
  private static final String REFUSE =
      """
      UPDATE noetl.execution e SET owner = :me, epoch = e.epoch + 1, status = 'RUNNING'
       WHERE limit_key = :key AND status = 'PENDING' AND owner IS NULL AND NOT cancel_requested
         AND limit_full IN ('cancel_new', 'fail') AND epoch = :first
         AND limit_most <= (SELECT count(*) FROM noetl.execution
                             WHERE limit_key = :key AND status IN ('RUNNING', 'PAUSED', 'COMPENSATING') AND wake_at IS NULL)
      RETURNING 'claim' AS what, e.execution_id, e.catalog_id, e.path, e.version, e.name, e.payload,
                e.parent_execution_id, e.epoch, e.cancel_requested,
                CASE e.limit_full WHEN 'fail' THEN 'NO_PLACE_FAILS' ELSE 'NO_PLACE' END AS reason,
                coalesce(e.root_execution_id, e.execution_id) AS root_execution_id, e.depth, e.restricted,
                e.labels ->> 'traceparent' AS traceparent
      """;

  /** All but the newest, where the oldest give way: as many stay as have places. */
  private static final String OVERTAKEN =
      """
      SELECT execution_id
        FROM (SELECT execution_id, cancel_requested, row_number() OVER (ORDER BY execution_id DESC) AS place,
                     last_value(limit_most) OVER whole AS most, last_value(limit_full) OVER whole AS newest
                FROM (SELECT execution_id, cancel_requested, limit_most, limit_full FROM noetl.execution
                       WHERE limit_key = :key AND status = 'PENDING' AND owner IS NULL
                      UNION ALL
                      SELECT execution_id, cancel_requested, limit_most, limit_full FROM noetl.execution
                       WHERE limit_key = :key AND status IN ('RUNNING', 'PAUSED', 'COMPENSATING') AND wake_at IS NULL) open
              WINDOW whole AS (ORDER BY execution_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) one
       WHERE newest = 'cancel_old' AND place > most AND NOT cancel_requested
       ORDER BY execution_id
      """;

  private static final int EVENTS_OF_A_PAGE = 2_000;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Json json;
  private final SealedEvents secrets;
  private final String version;
  private final RateTurns rates;

  /**
   * A store.
   *
   * @param transactions of the same data source
   * @param secrets opens what the log hides
   * @param version of the software, which stands with this server's lease
   */
  public ReplicaStore(
      JdbcClient jdbc,
      TransactionOperations transactions,
      Json json,
      SealedEvents secrets,
      String version) {
    this.secrets = secrets;
    this.version = version;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.json = json;
    this.rates = new RateTurns(jdbc, transactions);
  }

  /**
   * What a beat found.
   *
   * @param claims executions taken over
   * @param cancels executions of this replica that shall stop
   * @param peers other replicas that are alive
   * @param limits those that executions wait for
   * @param rates those by which executions wait for their turn
   * @param quotas all that there are
   * @param held whether executions wait for quotas
   * @param next when the next of those that are parked is due, within the next minute; null for
   *     none
   */
  record Beat(
      List<Claim> claims,
      List<Long> cancels,
      int peers,
      List<WaitedFor> limits,
      List<Turn> rates,
      List<Quotas.Known> quotas,
      boolean held,
      @Nullable Duration next) {}

  /**
   * A limit that executions wait for.
   *
   * @param queueOnly whether each of them waits until it has a place; else some are refused or take
   *     another's place
   * @param rated whether some of them wait for their turn by a rate, too
   */
  record WaitedFor(String key, boolean queueOnly, boolean rated) {}

  /**
   * A rate by which executions wait for their turn.
   *
   * @param in when the next of them may begin; zero for now
   * @param free whether some of them wait for nothing else
   */
  record Turn(String key, Duration in, boolean free) {}

  /**
   * An execution of which every branch waits.
   *
   * @param keys names its waits
   * @param wake when it is taken up again; {@link Instant#MAX} for when something arrives
   */
  record Idle(long executionId, long epoch, List<String> keys, Instant wake) {}

  private record Row(String what, Claim claim) {}

  /**
   * Beats.
   *
   * @param most executions that are taken over
   * @param room executions that are let in
   */
  Beat beat(String replica, Duration lease, int most, int room) {
    List<Claim> claims = new ArrayList<>();
    List<Long> cancels = new ArrayList<>();
    List<Row> rows =
        jdbc.sql(BEAT)
            .param("me", replica)
            .param("version", version)
            .param("lease", lease.toMillis())
            .param("most", most)
            .param("room", room)
            .query(ReplicaStore::row)
            .list();
    List<WaitedFor> limits = new ArrayList<>();
    List<Turn> turns = new ArrayList<>();
    List<Quotas.Known> quotas = new ArrayList<>();
    boolean held = false;
    int peers = 0;
    Duration next = null;
    for (Row row : rows) {
      switch (row.what()) {
        case "claim" -> claims.add(row.claim());
        case "cancel" -> cancels.add(row.claim().executionId());
        case "limit" ->
            limits.add(
                new WaitedFor(
                    row.claim().name(),
                    !row.claim().cancelRequested(),
                    row.claim().ancestry().restricted()));
        case "rate" ->
            turns.add(
                new Turn(
                    row.claim().name(),
                    Duration.ofMillis(row.claim().executionId()),
                    row.claim().cancelRequested()));
        case "quota" ->
            quotas.add(
                new Quotas.Known(
                    new Quota.Label(row.claim().path(), row.claim().name()),
                    row.claim().cancelRequested(),
                    row.claim().ancestry().restricted()));
        case "held" -> held = true;
        case "next" -> next = Duration.ofMillis(row.claim().executionId());
        default -> peers = (int) row.claim().executionId();
      }
    }
    return new Beat(claims, cancels, peers, limits, turns, quotas, held, next);
  }

  /** Without room, children alone are let in: a statement of its own has an index for them. */
  static String withRoom(String sql, int room) {
    return sql.replace("CHILDREN", room > 0 ? "true" : "parent_execution_id IS NOT NULL");
  }

  /** An execution that a statement has claimed. */
  static Claim claim(ResultSet row, int number) throws SQLException {
    return row(row, number).claim();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    String payload = row.getString("payload");
    return new Row(
        row.getString("what"),
        new Claim(
            row.getLong("execution_id"),
            row.getLong("catalog_id"),
            row.getString("path"),
            row.getInt("version"),
            row.getString("name"),
            payload == null ? "{}" : payload,
            nullableLong(row, "parent_execution_id"),
            row.getLong("epoch"),
            row.getBoolean("cancel_requested"),
            Claim.Reason.valueOf(row.getString("reason")),
            new Ancestry(
                row.getLong("root_execution_id"),
                row.getInt("depth"),
                row.getBoolean("restricted"),
                row.getString("traceparent"))));
  }

  private static @Nullable Long nullableLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /**
   * What a limit makes of those that count together.
   *
   * @param letIn claimed: they have places
   * @param refused claimed: they end, since there is no place
   * @param overtaken they give way to those that came later
   */
  record LimitTurn(List<Claim> letIn, List<Claim> refused, List<Long> overtaken) {}

  /**
   * Claims what may begin by now of those that wait for their turn by a rate.
   *
   * @param room how many executions have room; without any, children alone are claimed
   * @param most the most that are claimed
   */
  List<Claim> claimRated(String replica, Turn turn, int room, int most) {
    return rates.claim(replica, turn.key(), room, most);
  }

  /**
   * Claims what a limit lets in, and what it refuses. Replicas that do this for one key at a time
   * go one after the other, and each counts what the others have committed.
   */
  LimitTurn claimLimited(String replica, WaitedFor limit, int room) {
    String key = limit.key();
    return Objects.requireNonNull(
        transactions.execute(
            transaction -> {
              jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
                  .param("key", key)
                  .query((row, number) -> number)
                  .list();
              List<Claim> letIn =
                  limit.rated()
                      ? rates.claimLimited(replica, key, room)
                      : jdbc.sql(withRoom(CLAIM_LIMITED, room) + RETURNING_LET_IN)
                          .param("me", replica)
                          .param("key", key)
                          .query(ReplicaStore::claim)
                          .list();
              // Without room nobody can tell those that find no place from those that find no room.
              if (limit.queueOnly() || room == 0) {
                return new LimitTurn(letIn, List.of(), List.of());
              }
              return new LimitTurn(
                  letIn,
                  jdbc.sql(REFUSE)
                      .param("me", replica)
                      .param("key", key)
                      .param("first", ExecutionRows.FIRST_EPOCH)
                      .query(ReplicaStore::claim)
                      .list(),
                  jdbc.sql(OVERTAKEN).param("key", key).query(Long.class).list());
            }));
  }

  /**
   * Parks executions: nobody owns them until they are due. One whose wait has ended meanwhile, that
   * shall stop, or that others own by now is left as it is.
   *
   * @return those that are parked
   */
  Set<Long> park(String replica, List<Idle> idle) {
    Long[] ids = idle.stream().map(Idle::executionId).toArray(Long[]::new);
    Long[] epochs = idle.stream().map(Idle::epoch).toArray(Long[]::new);
    String[] wakes =
        idle.stream()
            .map(i -> i.wake().equals(Instant.MAX) ? "infinity" : i.wake().toString())
            .toArray(String[]::new);
    Long[] of =
        idle.stream()
            .flatMap(i -> i.keys().stream().map(k -> i.executionId()))
            .toArray(Long[]::new);
    String[] keys = idle.stream().flatMap(i -> i.keys().stream()).toArray(String[]::new);
    return new HashSet<>(
        Objects.requireNonNull(
            transactions.execute(
                transaction -> {
                  // Locked by a statement of its own: the next one sees what ended a wait before.
                  jdbc.sql(
                          "SELECT execution_id FROM noetl.execution WHERE execution_id = ANY"
                              + " (:ids::bigint[]) ORDER BY execution_id FOR UPDATE")
                      .param("ids", ids)
                      .query(Long.class)
                      .list();
                  return jdbc.sql(PARK)
                      .param("me", replica)
                      .param("ids", ids)
                      .param("epochs", epochs)
                      .param("wakes", wakes)
                      .param("of", of)
                      .param("keys", keys)
                      .query(Long.class)
                      .list();
                })));
  }

  /** The open executions that this replica owns, as claims. */
  List<Claim> owned(String replica) {
    return jdbc
        .sql(
            """
            SELECT 'claim' AS what, execution_id, catalog_id, path, version, name, payload, parent_execution_id, epoch,
                   cancel_requested, 'GONE' AS reason,
                   coalesce(root_execution_id, execution_id) AS root_execution_id, depth, restricted,
                   labels ->> 'traceparent' AS traceparent
              FROM noetl.execution WHERE owner = ? AND status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING')
            """)
        .param(replica)
        .query(ReplicaStore::row)
        .list()
        .stream()
        .map(Row::claim)
        .toList();
  }

  /** The epochs of those of these executions that are there. */
  Map<Long, Long> epochs(Collection<Long> executionIds) {
    Map<Long, Long> epochs = new HashMap<>();
    if (!executionIds.isEmpty()) {
      jdbc.sql("SELECT execution_id, epoch FROM noetl.execution WHERE execution_id IN (:ids)")
          .param("ids", List.copyOf(executionIds))
          .query((row, number) -> epochs.put(row.getLong(1), row.getLong(2)))
          .list();
    }
    return epochs;
  }

  /** Forgets replicas that have been dead for long. */
  void forgetDead() {
    jdbc.sql("DELETE FROM noetl.replica WHERE lease_until < now() - interval '10 minutes'")
        .update();
  }

  /** Gives everything back at once; a write that is still on its way is refused. */
  void release(String replica) {
    jdbc.sql(
            """
            WITH gone AS (DELETE FROM noetl.replica WHERE replica_id = :me)
            UPDATE noetl.execution SET owner = NULL, epoch = epoch + 1
             WHERE owner = :me AND status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING')
            """)
        .param("me", replica)
        .update();
  }

  /**
   * A log that is short.
   *
   * @param events those that recovery folds, in order
   * @param last the id of its last event
   */
  record ShortLog(List<LoggedEvent> events, long last) {}

  /**
   * The logs of those of these executions whose logs are short: read at once, since many may be due
   * at one moment.
   */
  Map<Long, ShortLog> shortLogs(Collection<Long> executionIds) {
    Map<Long, List<LoggedEvent>> events = new HashMap<>();
    Map<Long, Long> last = new HashMap<>();
    jdbc.sql(SHORT_LOGS)
        .param("ids", executionIds.toArray(Long[]::new))
        .param("most", EVENTS_OF_A_SHORT_LOG)
        .query(
            (row, number) -> {
              long id = row.getLong("execution_id");
              last.put(id, row.getLong("last"));
              return events.computeIfAbsent(id, none -> new ArrayList<>()).add(event(id, row));
            })
        .list();
    Map<Long, ShortLog> logs = new HashMap<>();
    events.forEach(
        (id, all) -> {
          if (all.size() < EVENTS_OF_A_SHORT_LOG) {
            List<LoggedEvent> whole =
                all.stream().map(event -> event.isEnd() ? whole(id, event) : event).toList();
            logs.put(id, new ShortLog(whole, Objects.requireNonNull(last.get(id))));
          }
        });
    return logs;
  }

  /**
   * The events of an execution that recovery folds, in order: read page by page, so that a long log
   * is never in memory as a whole.
   */
  Iterable<LoggedEvent> events(long executionId) {
    return () ->
        Stream.iterate(
                page(executionId, 0),
                page -> !page.isEmpty(),
                page ->
                    page.size() < EVENTS_OF_A_PAGE
                        ? List.of()
                        : page(executionId, page.getLast().eventId()))
            .flatMap(List::stream)
            .iterator();
  }

  private List<LoggedEvent> page(long executionId, long after) {
    return jdbc
        .sql(
            """
            SELECT event_id, event_type, node_name, status, result, meta, context, error, stack_trace, sealed
              FROM noetl.event_record
             WHERE execution_id = ? AND event_id > ? AND event_type IN
                   ('playbook.initialized', 'command.issued', 'step.enter', 'step.exit', 'loop.done', 'step.skipped',
                    'task.done', 'task.failed', 'frame.claimed', 'cleanup.started')
             ORDER BY event_id LIMIT ?
            """)
        .params(executionId, after, EVENTS_OF_A_PAGE)
        .query((row, number) -> event(executionId, row))
        .list()
        .stream()
        .map(event -> event.isEnd() ? whole(executionId, event) : event)
        .toList();
  }

  /** The id of an execution's last event; 0 when it has none. */
  long lastEvent(long executionId) {
    return jdbc.sql(
            "SELECT coalesce(max(event_id), 0) FROM noetl.event_record WHERE execution_id = ?")
        .param(executionId)
        .query(Long.class)
        .single();
  }

  private LoggedEvent whole(long executionId, LoggedEvent event) {
    return event.withResult(BigResult.resolved(jdbc, json, executionId, event.result()));
  }

  private LoggedEvent event(long executionId, ResultSet row) throws SQLException {
    SealedEvents.Columns columns = secrets.event(executionId, row);
    String meta = columns.text("meta");
    String context = columns.text("context");
    // The column holds JSON.
    Object error = json.readColumn(columns.text("error"));
    return new LoggedEvent(
        row.getLong("event_id"),
        row.getString("event_type"),
        row.getString("node_name"),
        row.getString("status"),
        json.readColumn(columns.text("result")),
        json.readObject(meta == null ? "{}" : meta),
        json.readObject(context == null ? "{}" : context),
        error == null ? null : error.toString(),
        row.getString("stack_trace"));
  }
}
