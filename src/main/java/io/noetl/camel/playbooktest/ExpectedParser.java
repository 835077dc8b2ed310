package io.noetl.camel.playbooktest;

import io.noetl.camel.playbook.Durations;
import io.noetl.camel.playbook.Fields;
import io.noetl.camel.playbook.Nearest;
import io.noetl.camel.playbook.Problems;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.playbooktest.Expected.PathPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code expect}. */
final class ExpectedParser {
  private static final Set<String> KNOWN =
      Set.of(
          "status",
          "path",
          "not_reached",
          "steps",
          "sinks",
          "logs",
          "result",
          "exact",
          "check",
          "error",
          "took");
  private static final Set<String> OF_STEP = Set.of("calls", "input", "request", "result", "error");
  private static final Set<String> OF_SINK = Set.of("calls", "rows", "data", "request");
  private static final List<String> STATUS = List.of("COMPLETED", "FAILED", "CANCELLED");

  private final Problems problems;

  ExpectedParser(Problems problems) {
    this.problems = problems;
  }

  Expected parse(Fields test) {
    Fields fields = new Fields(test.values("expect"), test.pointer("expect"), problems);
    MockParser.known(fields, KNOWN, problems);
    return new Expected(
        status(fields),
        fields.has("path") ? path(fields) : null,
        texts(fields, "not_reached"),
        calls(fields, "steps", OF_STEP),
        calls(fields, "sinks", OF_SINK),
        logs(fields),
        fields.has("result")
            ? Optional.of(new Expected.Value(fields.get("result")))
            : Optional.empty(),
        fields.flag("exact", false),
        texts(fields, "check"),
        fields.text("error"),
        took(fields),
        fields.pointer());
  }

  private String status(Fields fields) {
    String written = fields.text("status");
    if (written == null) {
      return fields.has("error") ? "FAILED" : "COMPLETED";
    }
    String status = written.toUpperCase(Locale.ROOT);
    if (!STATUS.contains(status)) {
      problems.error(
          "PB0610",
          fields.pointer("status"),
          "No execution ends '%s'.".formatted(written),
          Nearest.hint(status, STATUS));
    }
    return status;
  }

  private List<PathPart> path(Fields fields) {
    List<PathPart> parts = new ArrayList<>();
    for (Object item : fields.items("path")) {
      String at = SourceMap.child(fields.pointer("path"), parts.size());
      if (item instanceof Map<?, ?> map && map.keySet().equals(Set.of("any_order"))) {
        parts.add(anyOrder(map.get("any_order"), SourceMap.child(at, "any_order")));
      } else if (item instanceof Map || item instanceof List || item == null) {
        problems.error(
            "PB0611",
            at,
            "A part of a path is %s.".formatted(Fields.describe(item)),
            "Write a step's name, or {any_order: [left, right]}.");
        parts.add(new PathPart.One(""));
      } else {
        parts.add(new PathPart.One(item.toString()));
      }
    }
    return parts;
  }

  private PathPart anyOrder(@Nullable Object value, String pointer) {
    List<List<String>> branches = new ArrayList<>();
    if (!(value instanceof List<?> list)) {
      problems.error(
          "PB0611",
          pointer,
          "'any_order' is %s.".formatted(Fields.describe(value)),
          "Write a list of steps, or of lists where a branch has several: [[a, b], c].");
      return new PathPart.AnyOrder(List.of());
    }
    for (Object branch : list) {
      branches.add(
          branch instanceof List<?> steps
              ? steps.stream().map(String::valueOf).toList()
              : List.of(String.valueOf(branch)));
    }
    return new PathPart.AnyOrder(branches);
  }

  private Map<String, Expected.Calls> calls(Fields fields, String key, Set<String> known) {
    Map<String, Expected.Calls> all = new LinkedHashMap<>();
    fields
        .values(key)
        .forEach(
            (step, value) -> {
              String at = SourceMap.child(fields.pointer(key), step);
              Fields of =
                  Fields.of(value, at, "What is expected of a step", "Write {calls: 1}.", problems);
              if (of != null) {
                MockParser.known(of, known, problems);
                all.put(step, calls(of));
              }
            });
    return all;
  }

  private Expected.Calls calls(Fields fields) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>(fields.map());
    values.keySet().removeAll(Set.of("calls", "rows"));
    return new Expected.Calls(
        fields.has("calls") ? fields.whole("calls", 0, 0) : null,
        fields.has("rows") ? fields.whole("rows", 0, 0) : null,
        values,
        fields.pointer());
  }

  private List<Expected.Line> logs(Fields fields) {
    List<Expected.Line> lines = new ArrayList<>();
    for (Object item : fields.items("logs")) {
      String at = SourceMap.child(fields.pointer("logs"), lines.size());
      Fields line = Fields.of(item, at, "A line", "Write {step: name, contains: text}.", problems);
      if (line != null) {
        MockParser.known(line, Set.of("step", "contains"), problems);
        String contains = line.text("contains");
        lines.add(new Expected.Line(line.text("step"), contains == null ? "" : contains));
      }
    }
    return lines;
  }

  private @Nullable Duration took(Fields fields) {
    if (!fields.has("took")) {
      return null;
    }
    Optional<Duration> took = Durations.of(fields.get("took"));
    if (took.isEmpty()) {
      problems.error(
          "PB0607",
          fields.pointer("took"),
          "'took' is %s.".formatted(Fields.describe(fields.get("took"))),
          "Write a duration: 90s, 5m, 1h30m, 250ms, or a number of seconds.");
    }
    return took.orElse(null);
  }

  static List<String> texts(Fields fields, String key) {
    Object value = fields.get(key);
    if (value instanceof String text) {
      return List.of(text);
    }
    return fields.items(key).stream().map(String::valueOf).toList();
  }
}
