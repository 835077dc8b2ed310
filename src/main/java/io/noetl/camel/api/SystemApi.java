package io.noetl.camel.api;

import io.noetl.camel.store.StatusQueries;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service itself: what it uses, and its schema. */
public class SystemApi {
  private final ProcessFigures process;
  private final StatusQueries queries;
  private final Runnable migrate;

  /**
   * Makes the bean.
   *
   * @param migrate brings the schema up to date; may be repeated
   */
  public SystemApi(ProcessFigures process, StatusQueries queries, Runnable migrate) {
    this.process = process;
    this.queries = queries;
    this.migrate = migrate;
  }

  /** {@code GET /api/status}. */
  public Object status(ApiRequest request) {
    request.require(Role.VIEWER);
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("system", process.system());
    reply.put("process", process.process());
    return reply;
  }

  /** {@code GET /api/profiler/status}: there is no profiler here. */
  public Object profiler(ApiRequest request) {
    request.require(Role.VIEWER);
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("memray_available", false);
    reply.put("profiling_active", false);
    reply.put("file_path", null);
    reply.put("start_time", null);
    return reply;
  }

  /** {@code POST /api/db/init}. */
  public Object initDatabase(ApiRequest request) {
    request.require(Role.ADMIN);
    migrate.run();
    return Map.of("status", "ok", "message", "The schema is up to date");
  }

  /** {@code GET /api/db/validate}. */
  public Object validateDatabase(ApiRequest request) {
    request.require(Role.VIEWER);
    StatusQueries.Schema schema = queries.schema();
    boolean valid = schema.missing().isEmpty();
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("status", valid ? "ok" : "error");
    reply.put("valid", valid);
    reply.put("tables", schema.tables());
    reply.put("missing", schema.missing());
    reply.put(
        "message",
        valid
            ? "All tables are there"
            : "Missing: " + String.join(", ", schema.missing()) + "; run db init");
    return reply;
  }
}
