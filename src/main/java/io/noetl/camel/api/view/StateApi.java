package io.noetl.camel.api.view;

import io.noetl.camel.api.ApiError;
import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.ApiRequest;
import io.noetl.camel.api.BodyFields;
import io.noetl.camel.api.Role;
import io.noetl.camel.execution.Snapshot;
import io.noetl.camel.execution.control.Replays;
import io.noetl.camel.execution.control.Replays.BigResults;
import io.noetl.camel.execution.control.Replays.Moment;
import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.search.StoredValues;
import io.noetl.camel.store.secret.KnownSecrets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an execution stood at any event. */
public class StateApi {
  private final Replays replays;
  private final StoredValues values;
  private final KnownSecrets secrets;
  private final Json json;

  /**
   * Makes the bean.
   *
   * @param secrets hides stored secrets that a value holds
   */
  public StateApi(Replays replays, StoredValues values, KnownSecrets secrets, Json json) {
    this.replays = replays;
    this.values = values;
    this.secrets = secrets;
    this.json = json;
  }

  /**
   * {@code GET /api/executions/{id}/state?at=EVENT_ID|TIME&preview=}: now, where nothing is given;
   * the beginnings of long values alone where it previews.
   */
  public Object state(ApiRequest request) {
    request.require(Role.VIEWER);
    long id = request.id("id");
    boolean preview = request.queryFlag("preview");
    Replays.State state =
        replays
            .state(
                id, moment(request.query("at")), preview ? BigResults.REFERENCES : BigResults.WHOLE)
            .orElseThrow(() -> ApiProblem.of(ApiError.NOT_FOUND, "Execution " + id + " not found"));
    // hidden first: half a secret is not found any more
    Map<String, @Nullable Object> shape = secrets.mask().object(shape(state));
    if (preview) {
      shape.put("cut", new Beginnings(values, json, id).shorten(shape));
    }
    return shape;
  }

  private static Moment moment(@Nullable String at) {
    if (at == null) {
      return new Moment.Now();
    }
    if (BodyFields.parseLong(at).isPresent()) {
      return new Moment.Event(BodyFields.parseLong(at).get());
    }
    try {
      // A plus sign in a query is a space.
      return new Moment.Time(instant(at.replace(' ', '+')));
    } catch (DateTimeException e) {
      throw ApiProblem.field(
          new ApiProblem.FieldError(
              "datetime_parsing",
              List.of("query", "at"),
              "Input should be an event's id, or a time as 2026-11-24T10:00:00Z",
              at));
    }
  }

  /** As in event rows, a time without an offset is UTC. */
  private static Instant instant(String text) {
    return DateTimeFormatter.ISO_DATE_TIME.parseBest(
                text, OffsetDateTime::from, LocalDateTime::from)
            instanceof OffsetDateTime time
        ? time.toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }

  private static Map<String, @Nullable Object> shape(Replays.State state) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("execution_id", String.valueOf(state.executionId()));
    shape.put("path", state.path());
    shape.put("version", state.version());
    shape.put("status", state.status());
    Replays.LastEvent last = state.last();
    shape.put("event_id", last == null ? null : last.eventId());
    shape.put("event_type", last == null ? null : last.eventType());
    shape.put("node_name", last == null ? null : last.nodeName());
    shape.put(
        "at",
        last == null ? null : IsoTime.local(LocalDateTime.ofInstant(last.at(), ZoneOffset.UTC)));
    Snapshot snapshot = state.snapshot();
    shape.put("workload", snapshot.workload());
    shape.put("variables", snapshot.variables());
    shape.put("results", snapshot.results());
    shape.put("open", snapshot.open().stream().map(StateApi::open).toList());
    return shape;
  }

  private static Map<String, @Nullable Object> open(Snapshot.OpenToken token) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("token", String.valueOf(token.token()));
    shape.put("step", token.step());
    shape.put("args", token.args());
    shape.put("items_done", token.items());
    return shape;
  }
}
