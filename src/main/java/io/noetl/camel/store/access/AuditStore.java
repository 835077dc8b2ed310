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

  /** The newest entries as clients read them. */
  public List<Map<String, @Nullable Object>> newest(int limit, int offset) {
    return jdbc.sql(
            """
            SELECT created_at, caller, role, action, target, status FROM noetl.audit
             ORDER BY created_at DESC, audit_id DESC LIMIT :limit OFFSET :offset
            """)
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
