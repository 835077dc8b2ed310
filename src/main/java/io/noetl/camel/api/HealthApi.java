package io.noetl.camel.api;

import java.util.Map;

/** Says that the process is up; asks nothing of the database. */
public class HealthApi {

  /** {@code GET /health}, {@code GET /api/health}. Open to all. */
  public Object health() {
    return Map.of("status", "ok");
  }
}
