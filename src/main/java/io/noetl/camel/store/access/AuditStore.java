package io.noetl.camel.store.access;

import io.noetl.camel.store.IsoTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit log. */
public final class AuditStore {
  private final JdbcClient jdbc;

  public AuditStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds an entry. */
  public void add(AuditEntry entry) {
    jdbc.sql(
            """
            INSERT INTO noetl.audit (caller, role, action, target, status)
            VALUES (:caller, :role, :action, :target, :status)
            """)
        .param("caller", entry.caller())
        .param("role", entry.role())
        .param("action", entry.action())
        .param("target", entry.target())
        .param("status", entry.status())
        .update();
  }

  /**
   * Which entries; null asks for any.
   *
   * @param target only of what has this in its name
   * @param caller only of this caller
   * @param action only with this in the action's name
   */
  public record Filter(@Nullable String target, @Nullable String caller, @Nullable String action) {}

  /** The newest entries as clients read them. */
  public List<Map<String, @Nullable Object>> newest(Filter filter, int limit, int offset) {
    return jdbc.sql(
            """
            SELECT created_at, caller, role, action, target, status FROM noetl.audit
             WHERE (:target::text IS NULL OR strpos(target, :target) > 0) AND (:caller::text IS NULL OR caller = :caller)
               AND (:action::text IS NULL OR strpos(action, :action) > 0)
             ORDER BY created_at DESC, audit_id DESC LIMIT :limit OFFSET :offset
            """)
        .param("target", filter.target())
        .param("caller", filter.caller())
        .param("action", filter.action())
        .param("limit", limit)
        .param("offset", offset)
        .query(
            (row, index) -> {
              Map<String, @Nullable Object> entry = new LinkedHashMap<>();
              entry.put(
                  "created_at", IsoTime.zulu(row.getObject("created_at", OffsetDateTime.class)));
              for (String name : List.of("caller", "role", "action", "target")) {
                entry.put(name, row.getString(name));
              }
              entry.put("status", row.getInt("status"));
              return entry;
            })
        .list();
  }
}
