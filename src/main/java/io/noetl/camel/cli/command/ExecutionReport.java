package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.output.PrintedJson;
import io.noetl.camel.cli.output.Style;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an execution ended.
 *
 * @param execution the one that was followed
 * @param children each one that it started, or that these did, in order
 */
record ExecutionReport(Followed execution, List<Followed> children) {
  private static final int WIDTH = 160;

  boolean completed() {
    return "COMPLETED".equals(execution.status());
  }

  /** For scripts: everything in one object. */
  ObjectNode json() {
    ObjectNode report = summary(execution);
    report.set("result", result());
    String error = error(execution.state());
    if (!error.isEmpty()) {
      report.put("error", error);
    }
    JsonNode cleanup = execution.state().path("cleanup");
    if (cleanup.isObject()) {
      report.set("cleanup", cleanup);
    }
    ObjectNode steps = report.putObject("steps");
    steps().forEach(steps::set);
    children.forEach(child -> report.withArray("children").add(summary(child)));
    return report;
  }

  /** For a person: each step's result shortened to a line, each child, the last result in full. */
  String text(Style style) {
    StringBuilder text = new StringBuilder();
    text.append(coloured(style, execution))
        .append("  ")
        .append(execution.state().path("path").asText())
        .append("  ")
        .append(execution.id())
        .append('\n');
    steps()
        .forEach((step, result) -> text.append("  %-24s %s%n".formatted(step, shortened(result))));
    for (Followed child : children) {
      text.append(
          "  child %s  %s  %s%n"
              .formatted(coloured(style, child), child.state().path("path").asText(), child.id()));
      appendError(text, style, child);
    }
    appendError(text, style, execution);
    appendCleanup(text, style, execution.state().path("cleanup"));
    return text.append(PrintedJson.pretty(result())).toString();
  }

  private static void appendError(StringBuilder text, Style style, Followed execution) {
    String error = error(execution.state());
    if (!error.isEmpty()) {
      text.append("    ").append(style.bad(error.replace("\n", "\n    "))).append('\n');
    }
  }

  /** What was undone, and what went wrong with that. */
  private static void appendCleanup(StringBuilder text, Style style, JsonNode cleanup) {
    for (JsonNode undone : cleanup.path("compensated")) {
      boolean failed = "FAILED".equals(undone.path("status").asText());
      String item = undone.path("item").isNumber() ? "[" + undone.path("item").asInt() + "]" : "";
      text.append("    ")
          .append(failed ? style.bad("not undone: ") : "undone: ")
          .append(undone.path("step").asText())
          .append(item)
          .append(failed ? "  " + style.bad(error(undone)) : "")
          .append('\n');
    }
    for (JsonNode trouble : cleanup.path("troubles")) {
      text.append("    ")
          .append(style.bad("%s: %s".formatted(trouble.path("in").asText(), error(trouble))))
          .append('\n');
    }
  }

  private static ObjectNode summary(Followed execution) {
    ObjectNode summary = JsonNodeFactory.instance.objectNode();
    for (String member : List.of("execution_id", "path", "status", "start_time", "end_time")) {
      summary.set(member, execution.state().path(member));
    }
    return summary;
  }

  private static String coloured(Style style, Followed execution) {
    String status = execution.status();
    return "COMPLETED".equals(status) ? style.good(status) : style.bad(status);
  }

  private static String shortened(JsonNode result) {
    String line = PrintedJson.line(result);
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
  }

  /** The result of each step's last run, in the order of the first. */
  private Map<String, JsonNode> steps() {
    Map<String, JsonNode> steps = new LinkedHashMap<>();
    for (JsonNode event : execution.events()) {
      if ("step.exit".equals(event.path("event_type").asText())) {
        steps.put(event.path("node_name").asText(), unwrapped(event.path("result")));
      }
    }
    return steps;
  }

  /** The execution's own result where the server gives it, else that of the last step. */
  private JsonNode result() {
    JsonNode own = execution.state().path("result");
    if (!own.isMissingNode() && !own.isNull()) {
      return own;
    }
    JsonNode last = NullNode.getInstance();
    for (JsonNode step : steps().values()) {
      last = step;
    }
    return last;
  }

  private static JsonNode unwrapped(JsonNode result) {
    return result.isMissingNode() ? NullNode.getInstance() : result;
  }

  /** The message of an execution or an event; NoETL keeps it as JSON in a text. */
  static String error(JsonNode node) {
    JsonNode error = node.path("error");
    if (error.isMissingNode() || error.isNull()) {
      return "";
    }
    if (!error.isTextual()) {
      return error.path("message").asText(PrintedJson.line(error));
    }
    String text = error.textValue();
    if (!text.startsWith("\"") && !text.startsWith("{")) {
      return text;
    }
    try {
      JsonNode inner = PrintedJson.read(text);
      return inner.isTextual() ? inner.textValue() : inner.path("message").asText(text);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
