package io.noetl.camel.playbooktest;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.Run;
import io.noetl.camel.playbook.Durations;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.playbooktest.Expected.PathPart;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.RunCommit;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.template.TemplateSource;
import io.noetl.camel.template.UndefinedPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what happened in a test with what was expected. */
final class Judge {
  private final Json json;
  private final TemplateEngine templates;
  private final SourceMap source;
  private final TestCase test;
  private final Expected expected;
  private final Story story;
  private final List<UnmetExpectation> failures = new ArrayList<>();

  private Judge(Json json, TemplateEngine templates, SourceMap source, TestCase test, Story story) {
    this.json = json;
    this.templates = templates;
    this.source = source;
    this.test = test;
    this.expected = test.expected();
    this.story = story;
  }

  /** What did not hold. */
  static List<UnmetExpectation> judge(
      Json json, TemplateEngine templates, SourceMap source, TestCase test, Story story) {
    Judge judge = new Judge(json, templates, source, test, story);
    judge.all();
    return judge.failures;
  }

  private void all() {
    String refused = story.refused();
    if (refused != null) {
      refused(refused);
      return;
    }
    story.calls().refused().forEach(why -> fail(test.pointer(), why, List.of()));
    ended();
    MemoryRuns.Row row = story.row();
    Run root = story.root();
    if (row == null || root == null) {
      return;
    }
    Trail trail = Trail.of(row.events(), json);
    status(row.end());
    path(trail);
    notReached();
    expected.steps().forEach((step, wanted) -> calls(step, wanted, story.callsOf(step, json)));
    expected.sinks().forEach((step, wanted) -> calls(step, wanted, story.calls().of(step, true)));
    logs();
    result(row.end());
    checks(root);
    took();
  }

  private void refused(String why) {
    String error = expected.error();
    if (error == null) {
      fail(test.pointer(), "The execution did not start", List.of(why));
    } else if (!why.contains(error)) {
      fail(at("error"), "The execution did not start, for another reason", contains(error, why));
    }
  }

  private void ended() {
    switch (story.end()) {
      case DONE -> {}
      case IDLE ->
          fail(
              test.pointer(),
              "The execution waits for something that never comes",
              List.of("it goes on neither by itself nor with time"));
      case TOO_LONG ->
          fail(
              test.pointer(),
              "The test did not end in the time of the machine that it has",
              List.of("a step's code does not end, or the playbook goes round for ever"));
    }
  }

  private void status(RunCommit.@Nullable End end) {
    if (end == null) {
      return;
    }
    String error = end.error();
    if (!end.status().equals(expected.status())) {
      List<String> details = new ArrayList<>();
      details.add("expected %s, came %s".formatted(expected.status(), end.status()));
      if (error != null) {
        details.add(error);
      }
      fail(at("status"), "The execution ended otherwise", details);
    }
    String wanted = expected.error();
    if (wanted != null && (error == null || !error.contains(wanted))) {
      fail(at("error"), "The execution's error is another", contains(wanted, error));
    }
  }

  private static List<String> contains(String wanted, @Nullable String found) {
    return List.of("expected a text with: " + wanted, "came: " + found);
  }

  private void path(Trail trail) {
    List<PathPart> wanted = expected.path();
    if (wanted != null && !PathMatch.isMet(wanted, trail.steps())) {
      fail(
          at("path"),
          "Another path was taken",
          List.of(
              "expected " + PathMatch.text(wanted),
              "taken    [" + String.join(", ", trail.steps()) + "]"));
    }
  }

  private void notReached() {
    Set<String> reached = reached();
    for (int i = 0; i < expected.notReached().size(); i++) {
      String step = expected.notReached().get(i);
      if (reached.contains(step)) {
        fail(
            SourceMap.child(at("not_reached"), i),
            "Step '%s' was reached".formatted(step),
            List.of("expected it not to run"));
      }
    }
  }

  private Set<String> reached() {
    Set<String> reached = new HashSet<>();
    for (MemoryRuns.Row row : story.runs().all()) {
      for (String step : Trail.of(row.events(), json).steps()) {
        reached.add(story.calls().name(row.start().executionId(), step));
      }
    }
    return reached;
  }

  private void calls(String step, Expected.Calls wanted, List<MadeCall> made) {
    String at = wanted.pointer();
    if (wanted.calls() != null && wanted.calls() != made.size()) {
      fail(
          SourceMap.child(at, "calls"),
          "Step '%s' made another number of calls".formatted(step),
          List.of("expected %d, came %d".formatted(wanted.calls(), made.size())));
    }
    if (wanted.rows() != null) {
      int rows = made.stream().mapToInt(call -> SinkData.rows(call.request())).sum();
      if (rows != wanted.rows()) {
        fail(
            SourceMap.child(at, "rows"),
            "The sinks of '%s' got another number of rows".formatted(step),
            List.of("expected %d, came %d".formatted(wanted.rows(), rows)));
      }
    }
    wanted
        .fields()
        .forEach((field, value) -> field(step, field, value, made, SourceMap.child(at, field)));
  }

  private void field(
      String step, String field, @Nullable Object wanted, List<MadeCall> made, String pointer) {
    if (made.isEmpty()) {
      fail(
          pointer,
          "Step '%s' made no call".formatted(step),
          List.of("expected one with %s: %s".formatted(field, json.write(wanted))));
      return;
    }
    List<@Nullable Object> all = new ArrayList<>();
    made.forEach(call -> all.add(of(call, field)));
    // A list says something of each call, unless the values are lists themselves.
    boolean each = wanted instanceof List && !(all.getLast() instanceof List);
    Object actual = each ? all : all.getLast();
    if (field.equals("error") && wanted instanceof String text) {
      String message =
          made.getLast().outcome() instanceof Outcome.Failed failed
              ? failed.error().message()
              : null;
      if (message == null || !message.contains(text)) {
        fail(pointer, "The error of '%s' is another".formatted(step), contains(text, message));
      }
      return;
    }
    List<String> diff = ValueDiff.of(wanted, actual, expected.exact(), json);
    if (!diff.isEmpty()) {
      fail(pointer, "The %s of '%s' is another".formatted(field, step), diff);
    }
  }

  private static @Nullable Object of(MadeCall call, String field) {
    return switch (field) {
      case "input" -> call.input();
      case "request" -> call.request();
      case "data" -> SinkData.data(call.request());
      case "error" -> call.outcome() instanceof Outcome.Failed f ? f.error().asMap() : null;
      default ->
          switch (call.outcome()) {
            case Outcome.Done done -> done.result();
            case Outcome.Failed failed -> failed.result();
          };
    };
  }

  private void logs() {
    List<TestCalls.LoggedLine> lines = story.calls().lines();
    for (int i = 0; i < expected.logs().size(); i++) {
      Expected.Line wanted = expected.logs().get(i);
      List<TestCalls.LoggedLine> ofStep =
          lines.stream()
              .filter(line -> wanted.step() == null || line.step().equals(wanted.step()))
              .toList();
      if (ofStep.stream().noneMatch(line -> line.text().contains(wanted.contains()))) {
        List<String> details = new ArrayList<>();
        details.add("expected a line with: " + wanted.contains());
        ofStep.stream().limit(10).forEach(line -> details.add("came: " + line.text()));
        fail(SourceMap.child(at("logs"), i), "There is no such line in the log", details);
      }
    }
  }

  private void result(RunCommit.@Nullable End end) {
    expected
        .result()
        .ifPresent(
            wanted -> {
              Object actual = end == null ? null : json.readNullable(end.result());
              List<String> diff = ValueDiff.of(wanted.value(), actual, expected.exact(), json);
              if (!diff.isEmpty()) {
                fail(at("result"), "The result is another", diff);
              }
            });
  }

  private void checks(Run root) {
    for (int i = 0; i < expected.checks().size(); i++) {
      String check = expected.checks().get(i);
      String at = SourceMap.child(at("check"), i);
      try {
        var template = templates.compile(check, new TemplateSource(source.file(), "check", 0, 0));
        if (!template.test(root.names(), UndefinedPolicy.FORGIVING)) {
          fail(at, "A check is false", List.of(check, "with " + values(check, root)));
        }
      } catch (TemplateError e) {
        fail(at, "A check can't be evaluated", List.of(String.valueOf(e.getMessage())));
      }
    }
  }

  private String values(String check, Run root) {
    List<String> values = new ArrayList<>();
    for (var reference :
        templates.compile(check, new TemplateSource(source.file(), "check", 0, 0)).references()) {
      String path = String.join(".", reference.path());
      String name = path.isEmpty() ? reference.name() : reference.name() + "." + path;
      Object value =
          templates
              .compile("{{ " + name + " }}", TemplateSource.UNKNOWN)
              .value(root.names(), UndefinedPolicy.FORGIVING);
      values.add(name + " = " + json.write(json.readNullable(json.writeColumn(value))));
    }
    return String.join(", ", values);
  }

  private void took() {
    if (expected.took() != null && !expected.took().equals(story.took())) {
      fail(
          at("took"),
          "It took another time",
          List.of(
              "expected %s, came %s"
                  .formatted(Durations.text(expected.took()), Durations.text(story.took()))));
    }
  }

  private String at(String key) {
    return SourceMap.child(expected.pointer(), key);
  }

  private void fail(String pointer, String message, List<String> details) {
    failures.add(new UnmetExpectation(source.at(pointer).line(), pointer, message, details));
  }
}
