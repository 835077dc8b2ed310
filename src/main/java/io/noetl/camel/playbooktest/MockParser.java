package io.noetl.camel.playbooktest;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.playbook.Durations;
import io.noetl.camel.playbook.Fields;
import io.noetl.camel.playbook.Nearest;
import io.noetl.camel.playbook.Problems;
import io.noetl.camel.playbook.SourceMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code mocks}. */
final class MockParser {
  private static final Set<String> ANSWER = Set.of("result", "error", "choice", "takes");
  private static final Set<String> FORM = Set.of("calls", "items", "else", "sink");
  private static final Set<String> ERROR =
      Set.of("message", "type", "status", "code", "data", "result");
  private static final String CURE =
      "Write {result: …} or {error: {type: …}}, or a list of such with one for each call.";

  private final Problems problems;

  MockParser(Problems problems) {
    this.problems = problems;
  }

  Map<String, Mock> parse(Map<String, @Nullable Object> written, String pointer) {
    Map<String, Mock> mocks = new LinkedHashMap<>();
    written.forEach((step, value) -> mocks.put(step, mock(value, SourceMap.child(pointer, step))));
    return mocks;
  }

  private Mock mock(@Nullable Object value, String pointer) {
    if (!(value instanceof Map<?, ?>)) {
      return new Mock(answers(value, pointer), null, null, pointer);
    }
    Fields fields = fields(value, pointer, "A mock");
    Answers sink = fields.has("sink") ? answers(fields.get("sink"), fields.pointer("sink")) : null;
    List<List<?>> claims = fields.has("claims") ? claims(fields) : null;
    Map<String, @Nullable Object> call = new LinkedHashMap<>(fields.map());
    call.remove("claims");
    boolean none = Set.of("sink").containsAll(call.keySet()) && (sink != null || claims != null);
    return new Mock(none ? null : answers(call, pointer), sink, claims, pointer);
  }

  /** Lists of rows, one for each claim; rows alone are those of one. */
  private List<List<?>> claims(Fields fields) {
    Object value = fields.get("claims");
    List<List<?>> claims = new ArrayList<>();
    List<?> all = value instanceof List<?> list ? list : List.of();
    boolean rows = !all.isEmpty() && all.stream().allMatch(Map.class::isInstance);
    for (Object one : rows ? List.of(all) : all) {
      if (one instanceof List<?> frame && frame.stream().allMatch(Map.class::isInstance)) {
        claims.add(frame);
      } else {
        claims.clear();
        break;
      }
    }
    if (claims.isEmpty() && !(value instanceof List<?> list && list.isEmpty())) {
      problems.error(
          "PB0608",
          fields.pointer("claims"),
          "'claims' is %s.".formatted(Fields.describe(value)),
          "Write the rows that each claim gives: [[{id: 1}, {id: 2}], [{id: 3}]].");
    }
    return List.copyOf(claims);
  }

  private Answers answers(@Nullable Object value, String pointer) {
    if (value instanceof List<?> list) {
      List<Answer> answers = new ArrayList<>();
      for (Object one : list) {
        answers.add(answer(one, SourceMap.child(pointer, answers.size())));
      }
      return new Answers.InOrder(List.copyOf(answers));
    }
    if (value instanceof Map<?, ?> map && (map.containsKey("items") || map.containsKey("else"))) {
      return byItem(fields(value, pointer, "A mock"));
    }
    if (value instanceof Map<?, ?> map && map.containsKey("calls")) {
      return answers(map.get("calls"), SourceMap.child(pointer, "calls"));
    }
    return new Answers.Same(answer(value, pointer));
  }

  private Answers byItem(Fields fields) {
    known(fields, FORM);
    Map<Integer, Answers> items = new LinkedHashMap<>();
    fields
        .values("items")
        .forEach(
            (index, value) -> {
              String at = SourceMap.child(fields.pointer("items"), index);
              if (index.matches("\\d{1,9}")) {
                items.put(Integer.valueOf(index), answers(value, at));
              } else {
                problems.error(
                    "PB0604",
                    at,
                    "'%s' is no item of a loop.".formatted(index),
                    "Write the item's index, from 0.");
              }
            });
    Answers others =
        fields.has("else") ? answers(fields.get("else"), fields.pointer("else")) : null;
    return new Answers.ByItem(Map.copyOf(items), others);
  }

  private Answer answer(@Nullable Object value, String pointer) {
    if (!(value instanceof Map<?, ?>)) {
      problems.error(
          "PB0605",
          pointer,
          "An answer has to be a map, found %s.".formatted(Fields.describe(value)),
          CURE);
      return new Answer(new Outcome.Done(null), Duration.ZERO, pointer);
    }
    Fields fields = fields(value, pointer, "An answer");
    Set<String> all = new java.util.HashSet<>(ANSWER);
    all.add("sink");
    known(fields, all);
    long kinds = List.of("result", "error", "choice").stream().filter(fields::has).count();
    if (kinds > 1) {
      problems.error(
          "PB0606", pointer, "An answer has more than one of result, error and choice.", CURE);
    }
    return new Answer(outcome(fields), takes(fields), pointer);
  }

  private Outcome outcome(Fields fields) {
    if (fields.has("error")) {
      return error(fields.get("error"), fields.pointer("error"));
    }
    if (fields.has("choice")) {
      Map<String, @Nullable Object> choice = new LinkedHashMap<>();
      choice.put("choice", fields.get("choice"));
      return new Outcome.Done(choice);
    }
    return new Outcome.Done(fields.get("result"));
  }

  private Outcome error(@Nullable Object value, String pointer) {
    if (!(value instanceof Map<?, ?>)) {
      return Outcome.failed(ToolError.of("TL0001", "ToolError", String.valueOf(value)));
    }
    Fields fields = fields(value, pointer, "An error");
    known(fields, ERROR);
    Integer status = fields.has("status") ? fields.whole("status", 500, 100) : null;
    String type = or(fields.text("type"), status == null ? "ToolError" : "HttpStatus");
    String message =
        or(fields.text("message"), status == null ? type : "%s %d".formatted(type, status));
    ToolError error = new ToolError(or(fields.text("code"), "TL0001"), type, message, status, null);
    return new Outcome.Failed(error, fields.get(fields.has("data") ? "data" : "result"));
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private Duration takes(Fields fields) {
    if (!fields.has("takes")) {
      return Duration.ZERO;
    }
    return Durations.of(fields.get("takes"))
        .orElseGet(
            () -> {
              problems.error(
                  "PB0607",
                  fields.pointer("takes"),
                  "'takes' is %s.".formatted(Fields.describe(fields.get("takes"))),
                  "Write a duration: 90s, 5m, 1h30m, 250ms, or a number of seconds.");
              return Duration.ZERO;
            });
  }

  private Fields fields(@Nullable Object value, String pointer, String what) {
    Fields fields = Fields.of(value, pointer, what, CURE, problems);
    return fields == null ? new Fields(Map.of(), pointer, problems) : fields;
  }

  private void known(Fields fields, Set<String> known) {
    known(fields, known, problems);
  }

  /** A key of a test that nobody reads would make it check less than it says: it is an error. */
  static void known(Fields fields, Set<String> known, Problems problems) {
    for (String key : fields.map().keySet()) {
      if (!known.contains(key)) {
        problems.error(
            "PB0603",
            fields.pointer(key),
            "Unknown key '%s'.".formatted(key),
            Nearest.hint(key, known));
      }
    }
  }
}
