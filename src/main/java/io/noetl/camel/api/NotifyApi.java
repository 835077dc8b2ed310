package io.noetl.camel.api;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.store.notice.NoticeStore;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.tool.notify.Receivers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says whom executions have told, and tries a receiver. */
public class NotifyApi {
  private static final int MOST = 1_000;
  private static final Set<String> STATES = Set.of("open", "sent", "dropped", "failed");
  private static final ExecutionProfile PROFILE = ExecutionProfiles.trustAll().of("test", false);

  private final NoticeStore notices;
  private final Receivers receivers;
  private final KnownSecrets secrets;

  /**
   * Makes the bean.
   *
   * @param secrets hides stored secrets that a text holds
   */
  public NotifyApi(NoticeStore notices, Receivers receivers, KnownSecrets secrets) {
    this.notices = notices;
    this.receivers = receivers;
    this.secrets = secrets;
  }

  /** {@code GET /api/notices?execution_id=&state=&limit=}: the newest first. */
  public Object list(ApiRequest request) {
    request.require(Role.VIEWER);
    String state = request.query("state");
    if (state != null && !STATES.contains(state)) {
      throw ApiProblem.field(
          new ApiProblem.FieldError(
              "enum",
              List.of("query", "state"),
              "Input should be open, sent, dropped or failed",
              state));
    }
    List<NoticeStore.Listed> found =
        notices.list(
            request.queryId("execution_id"), state, request.queryInt("limit", 100, 1, MOST));
    return secrets
        .mask()
        .object(
            Map.of("items", found.stream().map(NotifyApi::shape).toList(), "count", found.size()));
  }

  private static Map<String, @Nullable Object> shape(NoticeStore.Listed notice) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("notice_id", notice.notice_id());
    shape.put("execution_id", notice.execution_id());
    shape.put("event", notice.event());
    shape.put("to", notice.receiver());
    shape.put("text", notice.text());
    shape.put("state", notice.state());
    shape.put("attempts", notice.attempts());
    shape.put("error", notice.error());
    shape.put("created_at", notice.created_at());
    shape.put("due_at", notice.due_at());
    shape.put("ended_at", notice.ended_at());
    shape.put("approval_id", notice.approval_id());
    shape.put("reminder", notice.reminder());
    return shape;
  }

  /** {@code POST /api/notify/test {to}}: a message that says that it is a trial, at once. */
  public Object test(ApiRequest request) throws InterruptedException {
    Caller caller = request.require(Role.OPERATOR);
    String to = request.bodyOrEmpty().requiredText("to");
    NoticeStore.Notice trial =
        new NoticeStore.Notice(
            0,
            0,
            "test",
            to,
            "A trial of noetl-camel, by " + caller.name() + ".",
            1,
            "test",
            false,
            true,
            null);
    Optional<String> why = receivers.send(to, List.of(trial), PROFILE);
    if (why.isPresent()) {
      throw ApiProblem.of(ApiError.INVALID, why.get());
    }
    return Map.of("to", to, "sent", true);
  }
}
