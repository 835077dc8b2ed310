package io.noetl.camel.execution;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.NewEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What recovery reads of an event.
 *
 * @param error its message; null for none
 */
public record LoggedEvent(
    long eventId,
    String eventType,
    String nodeName,
    String status,
    @Nullable Object result,
    Map<String, @Nullable Object> meta,
    Map<String, @Nullable Object> context,
    @Nullable String error) {

  /** An event row, its columns read. */
  public static LoggedEvent of(NewEvent row, Json json) {
    String meta = row.meta();
    String context = row.context();
    // The column holds JSON.
    Object error = json.readNullable(row.error());
    return new LoggedEvent(
        row.eventId(),
        row.eventType(),
        row.nodeName(),
        row.status(),
        json.readNullable(row.result()),
        json.readObject(meta == null ? "{}" : meta),
        json.readObject(context == null ? "{}" : context),
        error == null ? null : error.toString());
  }

  /** The same with another result. */
  public LoggedEvent withResult(@Nullable Object other) {
    return new LoggedEvent(eventId, eventType, nodeName, status, other, meta, context, error);
  }

  /** Whether recovery reads its result. */
  public boolean isEnd() {
    return switch (eventType) {
      case "step.exit",
          "loop.done",
          "task.done",
          "task.failed",
          "frame.claimed",
          "cleanup.started" ->
          true;
      default -> false;
    };
  }

  /** The token that it belongs to; null for none. */
  public @Nullable Long token() {
    Object token = meta.get("token");
    return token == null ? null : Long.valueOf(token.toString());
  }

  /** The loop item that it belongs to; -1 for none. */
  public int item() {
    return meta.get("item") instanceof Number item ? item.intValue() : -1;
  }
}
