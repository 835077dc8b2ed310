package io.noetl.camel.execution;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.NewEvent;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the event rows of one execution, each with its id and the event that it follows. */
final class RunLog {
  private final RunInfo info;
  private final SnowflakeIds ids;
  private final Clock clock;
  private final Json json;
  private final Map<String, Long> lastOfNode = new HashMap<>();
  private @Nullable Long last;

  RunLog(RunInfo info, SnowflakeIds ids, Clock clock, Json json) {
    this.info = info;
    this.ids = ids;
    this.clock = clock;
    this.json = json;
  }

  /** A row under construction. */
  final class Builder {
    private final String type;
    private final String node;
    private final String status;
    private @Nullable String nodeType;
    private double duration;
    private double computed;
    private @Nullable Object context;
    private @Nullable String result;
    private final Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    private @Nullable ToolError error;
    private @Nullable Long id;

    Builder(String type, String node, String status) {
      this.type = type;
      this.node = node;
      this.status = status;
    }

    Builder id(long given) {
      id = given;
      return this;
    }

    Builder nodeType(String kind) {
      nodeType = kind;
      return this;
    }

    Builder millis(double millis) {
      duration = millis;
      return this;
    }

    /** How long code has run that no event before has told of. */
    Builder computed(double millis) {
      computed = millis;
      return this;
    }

    Builder context(Object value) {
      context = value;
      return this;
    }

    /** The result, as JSON text already. */
    Builder result(@Nullable String text) {
      result = text;
      return this;
    }

    Builder meta(String name, @Nullable Object value) {
      meta.put(name, value);
      return this;
    }

    Builder error(@Nullable ToolError value) {
      error = value;
      return this;
    }

    NewEvent build() {
      synchronized (RunLog.this) {
        long eventId = id == null ? ids.next() : id;
        Long parent = lastOfNode.getOrDefault(node, last);
        lastOfNode.put(node, eventId);
        last = eventId;
        return new NewEvent(
            eventId,
            parent,
            clock.instant(),
            type,
            node,
            nodeType,
            status,
            duration,
            json.writeColumn(context == null ? ids() : context),
            result,
            json.writeColumn(meta),
            error == null ? null : json.writeColumn(error.message()),
            error == null ? null : error.traceback(),
            computed);
      }
    }
  }

  Builder row(String type, String node, String status) {
    return new Builder(type, node, status);
  }

  private Map<String, @Nullable Object> ids() {
    Map<String, @Nullable Object> ids = new LinkedHashMap<>();
    ids.put("execution_id", Long.toString(info.executionId()));
    ids.put("catalog_id", Long.toString(info.catalogId()));
    ids.put("root_event_id", null);
    return ids;
  }
}
