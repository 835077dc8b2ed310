package io.noetl.camel.store.search;

import io.noetl.camel.store.event.BigResult;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens results as JSON texts that are read from their beginning, however big they are. */
public final class StoredValues {
  private final JdbcClient jdbc;

  public StoredValues(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The result of an execution; empty while it has none. */
  public Optional<InputStream> result(long executionId) {
    return opened(
        executionId,
        jdbc.sql("SELECT result FROM noetl.execution WHERE execution_id = :id")
            .param("id", executionId));
  }

  /** The last result of a step; empty while it has none. */
  public Optional<InputStream> step(long executionId, String step) {
    return opened(
        executionId,
        jdbc.sql(
                """
                SELECT result FROM noetl.event_record
                 WHERE execution_id = :id AND node_name = :step AND result IS NOT NULL
                   AND (event_type = 'loop.done' OR event_type = 'step.exit' AND NOT meta ?? 'item')
                 ORDER BY event_id DESC LIMIT 1
                """)
            .param("id", executionId)
            .param("step", step));
  }

  /** What an event brought; empty where it brought nothing. */
  public Optional<InputStream> event(long executionId, long eventId) {
    return opened(
        executionId,
        jdbc.sql(
                "SELECT result FROM noetl.event_record WHERE execution_id = :id AND event_id ="
                    + " :event")
            .param("id", executionId)
            .param("event", eventId));
  }

  /** The result of an item of a step's loop; empty while it has none. */
  public Optional<InputStream> item(long executionId, String step, int item) {
    return opened(
        executionId,
        jdbc.sql(
                """
                SELECT result FROM noetl.event_record
                 WHERE execution_id = :id AND node_name = :step AND event_type = 'step.exit'
                   AND (meta ->> 'item')::int = :item AND result IS NOT NULL
                 ORDER BY event_id DESC LIMIT 1
                """)
            .param("id", executionId)
            .param("step", step)
            .param("item", item));
  }

  private Optional<InputStream> opened(long executionId, JdbcClient.StatementSpec query) {
    return query
        .query((row, number) -> Optional.ofNullable(row.getString(1)))
        .optional()
        .flatMap(text -> text)
        .map(text -> opened(executionId, text));
  }

  /** What a column's text says: the value itself, or what it refers to. */
  public InputStream opened(long executionId, String text) {
    return BigResult.opened(jdbc, executionId, text)
        .orElseGet(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
