package io.noetl.camel.execution;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What recovery reads of an event. */
record LoggedEvent(
    long eventId,
    String eventType,
    String nodeName,
    String status,
    @Nullable Object result,
    Map<String, @Nullable Object> meta,
    Map<String, @Nullable Object> context,
    @Nullable String error) {

  @Nullable Long token() {
    Object token = meta.get("token");
    return token == null ? null : Long.valueOf(token.toString());
  }

  int item() {
    return meta.get("item") instanceof Number item ? item.intValue() : -1;
  }
}
