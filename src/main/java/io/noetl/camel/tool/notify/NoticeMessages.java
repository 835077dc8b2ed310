package io.noetl.camel.tool.notify;

import io.noetl.camel.playbook.Durations;
import io.noetl.camel.store.notice.NoticeStore.Asked;
import io.noetl.camel.store.notice.NoticeStore.Notice;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes notices as their receivers read them: one message for all that is due. */
final class NoticeMessages {
  private static final int MOST_LINES = 20;
  private static final int LONGEST_SUBJECT = 150;
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\x{85}]+");

  private final String baseUrl;

  /**
   * Messages.
   *
   * @param baseUrl where people reach the server, for links; empty where nobody said
   */
  NoticeMessages(String baseUrl) {
    this.baseUrl = baseUrl.replaceAll("/+$", "");
  }

  /** The text of a chat, or of a mail. */
  String text(List<Notice> notices) {
    List<String> lines = new ArrayList<>();
    for (Notice notice : notices.subList(0, Math.min(MOST_LINES, notices.size()))) {
      String link = link(notice);
      lines.add(words(notice) + (link == null ? "" : "\n" + link));
    }
    if (notices.size() > MOST_LINES) {
      lines.add("… and " + (notices.size() - MOST_LINES) + " more");
    }
    return String.join("\n", lines);
  }

  /** One line that says what a mail is about. */
  String subject(List<Notice> notices) {
    String first = BREAKS.matcher(words(notices.getFirst())).replaceAll(" ").strip();
    String line = notices.size() == 1 ? first : notices.size() + " notices: " + first;
    return line.codePointCount(0, line.length()) <= LONGEST_SUBJECT
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT - 1)) + "…";
  }

  private static String words(Notice notice) {
    Asked asked = notice.asked();
    return asked == null || asked.reminder() == 0
        ? notice.text()
        : "Reminder %d, open for %s: %s"
            .formatted(asked.reminder(), time(asked.waited()), notice.text());
  }

  private static String time(Duration waited) {
    return Durations.text(
        waited.toMinutes() == 0 ? waited : waited.truncatedTo(ChronoUnit.MINUTES));
  }

  private @Nullable String link(Notice notice) {
    Asked asked = notice.asked();
    if (baseUrl.isEmpty() || notice.executionId() == 0) {
      return null;
    }
    return asked == null
        ? baseUrl + "/ui/executions/" + notice.executionId()
        : baseUrl + "/ui/approvals/" + asked.approvalId();
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
    shape.put("text", words(notice));
    shape.put("link", link(notice));
    Asked asked = notice.asked();
    if (asked != null) {
      shape.put("approval_id", Long.toString(asked.approvalId()));
      shape.put("reminder", asked.reminder());
      shape.put("waited_seconds", asked.waited().toSeconds());
    }
    return shape;
  }
}
