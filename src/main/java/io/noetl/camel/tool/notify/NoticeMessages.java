package io.noetl.camel.tool.notify;

import io.noetl.camel.store.notice.NoticeStore.Notice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes notices as their receivers read them: one message for all that is due. */
final class NoticeMessages {
  private static final int MOST_LINES = 20;

  private final String baseUrl;

  /**
   * Messages.
   *
   * @param baseUrl where people reach the server, for links; empty where nobody said
   */
  NoticeMessages(String baseUrl) {
    this.baseUrl = baseUrl.replaceAll("/+$", "");
  }

  /** The text of a chat. */
  String text(List<Notice> notices) {
    List<String> lines = new ArrayList<>();
    for (Notice notice : notices.subList(0, Math.min(MOST_LINES, notices.size()))) {
      String link = link(notice);
      lines.add(notice.text() + (link == null ? "" : "\n" + link));
    }
    if (notices.size() > MOST_LINES) {
      lines.add("… and " + (notices.size() - MOST_LINES) + " more");
    }
    return String.join("\n", lines);
  }

  private @Nullable String link(Notice notice) {
    return baseUrl.isEmpty() || notice.executionId() == 0
        ? null
        : baseUrl + "/ui/executions/" + notice.executionId();
  }

  /** The body that a type of receiver takes. */
  Object body(String type, List<Notice> notices) {
    return switch (type) {
      case "teams" ->
          Map.of(
              "type",
              "message",
              "attachments",
              List.of(
                  Map.of(
                      "contentType",
                      "application/vnd.microsoft.card.adaptive",
                      "content",
                      Map.of(
                          "type",
                          "AdaptiveCard",
                          "version",
                          "1.4",
                          "body",
                          List.of(
                              Map.of("type", "TextBlock", "wrap", true, "text", text(notices)))))));
      case "webhook" -> Map.of("notices", notices.stream().map(this::shape).toList());
      default -> Map.of("text", text(notices));
    };
  }

  private Map<String, @Nullable Object> shape(Notice notice) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("notice_id", Long.toString(notice.id()));
    shape.put("event", notice.event());
    shape.put("execution_id", Long.toString(notice.executionId()));
    shape.put("path", notice.path());
    shape.put("text", notice.text());
    shape.put("link", link(notice));
    return shape;
  }
}
