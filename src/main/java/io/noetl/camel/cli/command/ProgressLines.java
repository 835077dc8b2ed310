package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.output.Console;
import io.noetl.camel.cli.output.Style;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells each step once, when it is done: a tree that grows downwards, children indented. */
final class ProgressLines {
  private static final int NAME_WIDTH = 28;

  private final Console console;
  private final Style style;
  private final Set<Long> told = new HashSet<>();
  private final Set<String> waits = new HashSet<>();

  ProgressLines(Console console) {
    this.console = console;
    this.style = console.style();
  }

  private record Line(long eventId, String text) {}

  /** Tells what is new. Event ids rise with time, across executions too. */
  void show(Collection<Followed> executions) {
    executions.forEach(this::tellWaits);
    executions.stream()
        .flatMap(seen -> lines(seen).stream())
        .filter(line -> told.add(line.eventId))
        .sorted(Comparator.comparingLong(Line::eventId))
        .forEach(line -> console.say(line.text));
  }

  /** Once for each quota: what it waits for, and until when. */
  private void tellWaits(Followed seen) {
    for (JsonNode quota : seen.state().path("waits_for")) {
      if (quota.path("full").asBoolean() && waits.add(seen.id() + quota.path("quota").asText())) {
        console.say(style.warning("… waits: " + quota.path("message").asText()));
      }
    }
  }

  private List<Line> lines(Followed seen) {
    return seen.events().stream()
        .map(event -> new Line(event.path("event_id").asLong(), text(seen, event)))
        .filter(line -> !line.text.isEmpty())
        .toList();
  }

  /** The line of an event; empty for one that needs no telling. */
  private String text(Followed seen, JsonNode event) {
    String indent = "│  ".repeat(seen.depth());
    return switch (event.path("event_type").asText()) {
      case "playbook.initialized" ->
          (seen.depth() == 0 ? "" : "│  ".repeat(seen.depth() - 1) + "├─ ")
              + "▶ "
              + style.strong(seen.state().path("path").asText())
              + style.faint("  " + seen.id());
      case "step.exit" -> indent + "├─ " + step(event, NAME_WIDTH - 3 * seen.depth());
      case "sink.failed" ->
          indent
              + "├─ "
              + style.warning("! sink of " + ItemName.of(event, "node_name"))
              + "  "
              + style.warning(ExecutionReport.error(event));
      case "playbook.completed" -> indent + "└─ " + style.good("completed");
      case "playbook.failed" -> indent + "└─ " + style.bad("failed");
      case "cleanup.started" ->
          indent + "├─ " + style.warning("↩ " + event.path("node_name").asText());
      case "playbook.cancelled" -> indent + "└─ " + style.warning("cancelled");
      default -> "";
    };
  }

  private String step(JsonNode event, int width) {
    boolean failed = "FAILED".equals(event.path("status").asText());
    String name = ItemName.of(event, "node_name");
    String padded = name + " ".repeat(Math.max(1, width - name.length()));
    String line =
        (failed ? style.bad("✗ ") : style.good("✓ "))
            + padded
            + style.faint(duration(event.path("duration").asDouble()));
    return failed ? line + "  " + style.bad(ExecutionReport.error(event)) : line;
  }

  /** Milliseconds for a person. */
  static String duration(double millis) {
    return millis < 1000
        ? String.format(Locale.ROOT, "%6.0f ms", millis)
        : String.format(Locale.ROOT, "%6.1f s", millis / 1000);
  }
}
