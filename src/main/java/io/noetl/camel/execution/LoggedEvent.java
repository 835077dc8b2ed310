package io.noetl.camel.execution;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.NewEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What recovery reads of an event.
 *
 * @param error its message; null for none
 * @param traceback of the user's code, where there is one
 */
public record LoggedEvent(
    long eventId,
    String eventType,
    String nodeName,
    String status,
    @Nullable Object result,
    Map<String, @Nullable Object> meta,
    Map<String, @Nullable Object> context,
    @Nullable String error,
    @Nullable String traceback) {

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
        error == null ? null : error.toString(),
        row.stackTrace());
  }

  /** The same with another result. */
  public LoggedEvent withResult(@Nullable Object other) {
    return new LoggedEvent(
        eventId, eventType, nodeName, status, other, meta, context, error, traceback);
  }

  /**
   * Why it failed; null when it did not. What kind of failure it is stands in {@code meta.error};
   * logs of the first versions have the message alone.
   */
  @Nullable ToolError failure() {
    if (!status.equals("FAILED")) {
      return null;
    }
    Map<?, ?> kind = meta.get("error") instanceof Map<?, ?> written ? written : Map.of();
    return new ToolError(
        text(kind.get("code"), "EX0003"),
        text(kind.get("type"), "Failed"),
        text(error, "failed"),
        kind.get("status") instanceof Number number ? number.intValue() : null,
        traceback);
  }

  private static String text(@Nullable Object value, String otherwise) {
    return value == null ? otherwise : value.toString();
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
