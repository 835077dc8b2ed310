package io.noetl.camel.api;

import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.trigger.Letter;
import io.noetl.camel.execution.trigger.SubscriptionRow;
import io.noetl.camel.execution.trigger.SubscriptionRow.State;
import io.noetl.camel.execution.trigger.SubscriptionStore;
import io.noetl.camel.execution.trigger.Subscriptions;
import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.secret.KnownSecrets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Subscriptions as they stand: what they have started, what they could not, and their states. */
public class SubscriptionApi {
  private static final int PAGE = 100;

  private final Subscriptions subscriptions;
  private final SubscriptionStore store;
  private final KnownSecrets secrets;

  public SubscriptionApi(
      Subscriptions subscriptions, SubscriptionStore store, KnownSecrets secrets) {
    this.subscriptions = subscriptions;
    this.store = store;
    this.secrets = secrets;
  }

  /** {@code GET /api/subscriptions}. */
  public Object list(ApiRequest request) {
    request.require(Role.VIEWER);
    return Map.of("items", store.list().stream().map(this::shape).toList());
  }

  /** {@code GET /api/subscriptions/{id}}. */
  public Object show(ApiRequest request) {
    request.require(Role.VIEWER);
    return shape(found(request));
  }

  /**
   * {@code POST /api/subscriptions/{id}/{verb}}: activate, resume, pause, drain or deactivate. One
   * that is paused tells its senders to come again; one that is not active knows them no more. What
   * was taken runs on, so that to drain is to deactivate.
   */
  public Object change(ApiRequest request) {
    request.require(Role.OPERATOR);
    String verb = request.path("verb");
    State state =
        switch (verb) {
          case "activate", "resume" -> State.ACTIVE;
          case "pause" -> State.PAUSED;
          case "drain", "deactivate" -> State.INACTIVE;
          default ->
              throw ApiProblem.field(
                  new ApiProblem.FieldError(
                      "enum",
                      List.of("path", "verb"),
                      "Input should be activate, pause, resume, drain or deactivate",
                      verb));
        };
    return shape(store.become(found(request).id(), state).orElseThrow(() -> missing(request)));
  }

  /** {@code DELETE /api/subscriptions/{id}}: with its letters; its document stays. */
  public Object delete(ApiRequest request) {
    request.require(Role.EDITOR);
    if (!store.delete(request.id("id"))) {
      throw missing(request);
    }
    return Map.of(
        "message",
        "Subscription deleted successfully",
        "subscription_id",
        String.valueOf(request.id("id")));
  }

  /** {@code GET /api/subscriptions/{id}/letters?before=&limit=}: what could start nothing. */
  public Object letters(ApiRequest request) {
    request.require(Role.VIEWER);
    List<Letter> letters =
        store.letters(
            found(request).id(),
            request.queryId("before"),
            request.queryInt("limit", PAGE, 1, 1000));
    return secrets
        .mask()
        .object(Map.of("items", letters.stream().map(SubscriptionApi::shape).toList()));
  }

  /** {@code POST /api/subscriptions/{id}/letters/{letter}/replay}. */
  public Object replay(ApiRequest request) {
    request.require(Role.OPERATOR);
    try {
      return StartApi.started(
          subscriptions
              .replay(found(request), request.id("letter"))
              .orElseThrow(() -> missingLetter(request)));
    } catch (Subscriptions.NotStarted e) {
      throw ApiProblem.of(ApiError.INVALID, Objects.toString(e.getMessage(), ""));
    }
  }

  /** {@code DELETE /api/subscriptions/{id}/letters/{letter}}: a letter, or {@code all}. */
  public Object deleteLetter(ApiRequest request) {
    request.require(Role.OPERATOR);
    boolean all = request.path("letter").equals("all");
    int deleted =
        store.deleteLetters(found(request).id(), all ? null : (Long) request.id("letter"));
    if (deleted == 0 && !all) {
      throw missingLetter(request);
    }
    return Map.of("deleted", deleted);
  }

  private static ApiProblem missingLetter(ApiRequest request) {
    return ApiProblem.of(ApiError.NOT_FOUND, "Letter " + request.id("letter") + " not found");
  }

  private SubscriptionRow found(ApiRequest request) {
    return store.find(request.id("id")).orElseThrow(() -> missing(request));
  }

  private static ApiProblem missing(ApiRequest request) {
    return ApiProblem.of(ApiError.NOT_FOUND, "Subscription " + request.id("id") + " not found");
  }

  private Map<String, @Nullable Object> shape(SubscriptionRow row) {
    SubscriptionRow.Counts counts = row.counts();
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("subscription_id", String.valueOf(row.id()));
    shape.put("path", row.path());
    shape.put("catalog_id", String.valueOf(row.catalogId()));
    shape.put("source", row.source());
    shape.put("dispatch", dispatch(row));
    shape.put("hook", row.hook() == null ? null : "/api/hooks/" + row.hook());
    shape.put("state", row.state().name().toLowerCase(Locale.ROOT));
    shape.put("received", counts.received());
    shape.put("started", counts.started());
    shape.put("duplicates", counts.duplicates());
    shape.put("refused", counts.refused());
    shape.put("last_message_at", zulu(counts.lastAt()));
    shape.put(
        "last_execution_id",
        Optional.ofNullable(counts.lastExecutionId()).map(String::valueOf).orElse(null));
    shape.put("last_error", counts.lastError());
    SubscriptionRow.Fetching fetching = row.fetching();
    if (fetching != null) {
      shape.put("owner", fetching.owner());
      shape.put("lag", fetching.lag());
      shape.put("source_error", fetching.error());
    }
    return secrets.mask().object(shape);
  }

  /** The playbook that its messages start; null where its document can't be read any more. */
  private @Nullable String dispatch(SubscriptionRow row) {
    try {
      return subscriptions.document(row).dispatch().playbook();
    } catch (Subscriptions.NotStarted e) {
      return null;
    }
  }

  private static Map<String, @Nullable Object> shape(Letter letter) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("letter_id", String.valueOf(letter.id()));
    shape.put("received_at", zulu(letter.receivedAt()));
    shape.put("error", letter.error());
    shape.put("message", letter.message());
    shape.put(
        "execution_id",
        Optional.ofNullable(letter.executionId()).map(String::valueOf).orElse(null));
    return shape;
  }

  /** What a start that was asked for by a message answers. */
  static Map<String, @Nullable Object> taken(Executions.Started started) {
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("execution_id", String.valueOf(started.executionId()));
    reply.put("status", started.existing() ? "duplicate" : "started");
    return reply;
  }

  private static @Nullable String zulu(@Nullable Instant time) {
    return time == null ? null : IsoTime.zulu(time.atOffset(ZoneOffset.UTC));
  }
}
