package io.noetl.camel.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The worker pools, servers and brokers that announced themselves. */
public final class RuntimeStore {
  private final JdbcClient jdbc;
  private final Json json;

  public RuntimeStore(JdbcClient jdbc, Json json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Registers a runtime, or refreshes the one of its kind and name; gives its id. */
  public long register(RuntimeEntry.Announcement announced) {
    return jdbc.sql(
            """
            INSERT INTO noetl.runtime (name, kind, uri, status, capacity, labels, runtime)
            VALUES (:name, :kind, :uri, :status, :capacity, :labels::jsonb, :runtime::jsonb)
            ON CONFLICT (kind, name) DO UPDATE
               SET uri = excluded.uri, status = excluded.status, capacity = excluded.capacity,
                   labels = excluded.labels, runtime = excluded.runtime, heartbeat = now(), updated_at = now()
            RETURNING runtime_id
            """)
        .param("name", announced.name())
        .param("kind", announced.kind())
        .param("uri", announced.uri())
        .param("status", announced.status())
        .param("capacity", announced.capacity())
        .param("labels", json.writeColumn(announced.labels()))
        .param("runtime", json.writeColumn(announced.runtime()))
        .query(Long.class)
        .single();
  }

  /** Notes that a runtime is alive; gives its id where it is known. */
  public Optional<Long> heartbeat(String kind, String name) {
    return jdbc.sql(
            """
            UPDATE noetl.runtime SET status = 'ready', heartbeat = now(), updated_at = now()
             WHERE kind = :kind AND name = :name RETURNING runtime_id
            """)
        .param("kind", kind)
        .param("name", name)
        .query(Long.class)
        .optional();
  }

  /** Marks a runtime as gone. */
  public void deregister(String kind, String name) {
    jdbc.sql(
            """
            UPDATE noetl.runtime SET status = 'offline', updated_at = now() WHERE kind = :kind AND name = :name
            """)
        .param("kind", kind)
        .param("name", name)
        .update();
  }

  /** Marks what was not heard of for a while as offline; says how many. */
  public int markOffline(Duration silent) {
    return jdbc.sql(
            """
            UPDATE noetl.runtime SET status = 'offline', updated_at = now()
             WHERE status <> 'offline' AND heartbeat < now() - make_interval(secs => :seconds)
            """)
        .param("seconds", silent.toMillis() / 1000.0)
        .update();
  }

  /** Runtimes of a kind by name; of one runtime type or status where given. */
  public List<RuntimeEntry> list(String kind, @Nullable String runtime, @Nullable String status) {
    return jdbc.sql(
            """
            SELECT runtime_id, name, kind, status, capacity, labels, runtime, heartbeat, created_at, updated_at
              FROM noetl.runtime
             WHERE kind = :kind AND (:runtime::text IS NULL OR runtime ->> 'type' = :runtime)
               AND (:status::text IS NULL OR status = :status)
             ORDER BY name
            """)
        .param("kind", kind)
        .param("runtime", runtime)
        .param("status", status)
        .query(this::entry)
        .list();
  }

  private RuntimeEntry entry(ResultSet row, int index) throws SQLException {
    return new RuntimeEntry(
        row.getLong("runtime_id"),
        row.getString("name"),
        row.getString("kind"),
        row.getString("status"),
        row.getObject("capacity", Integer.class),
        json.readColumn(row.getString("labels")),
        json.readColumn(row.getString("runtime")),
        row.getObject("heartbeat", OffsetDateTime.class),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("updated_at", OffsetDateTime.class));
  }
}
