package io.noetl.camel.playbooktest;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.Loop;
import io.noetl.camel.playbook.Nearest;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.playbook.Router;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
import io.noetl.camel.playbooktest.Expected.PathPart;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.template.TemplateSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Compares tests with their playbook: what names a step that is not there, what can never hold. */
final class TestLint {
  private static final String UNKNOWN = "PB0620";

  private final SourceMap source;
  private final Playbook playbook;
  private final Function<String, Optional<Playbook>> children;
  private final TemplateEngine templates;
  private final List<Problem> problems = new ArrayList<>();

  private TestLint(
      SourceMap source,
      Playbook playbook,
      Function<String, Optional<Playbook>> children,
      TemplateEngine templates) {
    this.source = source;
    this.playbook = playbook;
    this.children = children;
    this.templates = templates;
  }

  /**
   * The problems of a file of tests.
   *
   * @param children finds the playbook of a catalog path
   */
  static List<Problem> check(
      TestFile file,
      Playbook playbook,
      Function<String, Optional<Playbook>> children,
      TemplateEngine templates) {
    TestLint lint = new TestLint(file.source(), playbook, children, templates);
    file.tests().forEach(lint::test);
    return lint.problems.stream().distinct().toList();
  }

  private void test(TestCase test) {
    test.mocks().forEach(this::mock);
    for (String step : test.real().steps()) {
      find(step, at(test.pointer(), "run"));
    }
    Expected expected = test.expected();
    String pointer = expected.pointer();
    path(expected);
    for (int i = 0; i < expected.notReached().size(); i++) {
      find(expected.notReached().get(i), SourceMap.child(at(pointer, "not_reached"), i));
    }
    expected.steps().forEach((step, calls) -> step(test, step, calls));
    expected.sinks().forEach((step, calls) -> sinks(step, calls.pointer()));
    for (int i = 0; i < expected.logs().size(); i++) {
      String step = expected.logs().get(i).step();
      if (step != null) {
        find(step, at(SourceMap.child(at(pointer, "logs"), i), "step"));
      }
    }
    for (int i = 0; i < expected.checks().size(); i++) {
      template(expected.checks().get(i), SourceMap.child(at(pointer, "check"), i));
    }
  }

  private void mock(String name, Mock mock) {
    Optional<Step> found = find(name, mock.pointer());
    if (mock.call() instanceof Answers.ByItem && found.isPresent() && found.get().loop() == null) {
      error(
          "PB0621",
          at(mock.pointer(), "items"),
          "Step '%s' has no loop, so there are no items.".formatted(name),
          "Give one answer, or a list with one for each call.");
    }
    boolean claims = found.map(Step::loop).map(Loop::cursor).isPresent();
    if (mock.claims() != null && found.isPresent() && !claims) {
      error(
          "PB0626",
          at(mock.pointer(), "claims"),
          "Step '%s' has no cursor, so it claims nothing.".formatted(name),
          "Name the step with `loop: {cursor: …}`, or remove this.");
    }
    if (mock.sink() != null) {
      sinks(name, at(mock.pointer(), "sink"));
    }
  }

  private void step(TestCase test, String name, Expected.Calls calls) {
    find(name, calls.pointer());
    Mock mock = test.mocks().get(name);
    if (mock != null
        && mock.call() instanceof Answers.InOrder(List<Answer> answers)
        && calls.calls() != null
        && calls.calls() > answers.size()) {
      error(
          "PB0625",
          at(calls.pointer(), "calls"),
          "%d calls of '%s' are expected, its mock has %d %s."
              .formatted(
                  calls.calls(), name, answers.size(), answers.size() == 1 ? "answer" : "answers"),
          "Add the answers, or expect fewer calls.");
    }
  }

  private void sinks(String name, String pointer) {
    Optional<Step> found = find(name, pointer);
    if (found.isPresent() && !hasSinks(found.get())) {
      error(
          "PB0622",
          pointer,
          "Step '%s' has no sink.".formatted(name),
          "Name the step that stores, or remove this.");
    }
  }

  private static boolean hasSinks(Step step) {
    return !step.sinks().isEmpty()
        || step.retry().stream().anyMatch(rule -> !rule.sinks().isEmpty())
        || step.rules().stream()
            .flatMap(rule -> rule.then().stream())
            .anyMatch(Action.Sink.class::isInstance);
  }

  /** The step of a name; empty, with a problem, where there is none. */
  private Optional<Step> find(String name, String pointer) {
    return find(playbook, name, name, pointer);
  }

  private Optional<Step> find(Playbook in, String name, String whole, String pointer) {
    Optional<Step> step = in.step(name);
    if (step.isPresent()) {
      return step;
    }
    int slash = name.indexOf('/');
    Optional<Step> call = slash < 0 ? Optional.empty() : in.step(name.substring(0, slash));
    if (call.isPresent() && call.get().tool().kind().equals("playbook")) {
      Optional<Playbook> child = child(call.get());
      // Which playbook a template names is known only when it runs.
      return child.isEmpty()
          ? Optional.empty()
          : find(child.get(), name.substring(slash + 1), whole, pointer);
    }
    error(
        UNKNOWN,
        pointer,
        "There is no step '%s'%s."
            .formatted(
                slash < 0 ? name : call.isPresent() ? name : name.substring(0, slash),
                in.equals(playbook) ? "" : " in " + in.path()),
        Nearest.hint(
            slash < 0 ? name : name.substring(0, slash),
            in.steps().stream().map(Step::name).toList()));
    return Optional.empty();
  }

  private Optional<Playbook> child(Step call) {
    for (String field : List.of("path", "playbook_path", "resource_path")) {
      if (call.tool().config().get(field) instanceof String path && !path.contains("{{")) {
        return children.apply(path);
      }
    }
    return Optional.empty();
  }

  private void path(Expected expected) {
    List<PathPart> path = expected.path();
    if (path == null) {
      return;
    }
    String pointer = at(expected.pointer(), "path");
    Set<String> named = new HashSet<>();
    for (int i = 0; i < path.size(); i++) {
      String at = SourceMap.child(pointer, i);
      switch (path.get(i)) {
        case PathPart.One(String step) -> {
          find(step, at);
          named.add(step);
        }
        case PathPart.AnyOrder(List<List<String>> branches) ->
            branches.forEach(
                branch ->
                    branch.forEach(
                        step -> {
                          find(step, at);
                          named.add(step);
                        }));
      }
    }
    for (int i = 0; i < expected.notReached().size(); i++) {
      if (named.contains(expected.notReached().get(i))) {
        error(
            "PB0624",
            SourceMap.child(at(expected.pointer(), "not_reached"), i),
            "Step '%s' stands in path too: that can never hold."
                .formatted(expected.notReached().get(i)),
            "Remove it here or there.");
      }
    }
    order(path, pointer);
  }

  private void order(List<PathPart> path, String pointer) {
    String entry = playbook.entry().name();
    if (!path.isEmpty()
        && path.getFirst() instanceof PathPart.One(String first)
        && playbook.step(first).isPresent()
        && !first.equals(entry)) {
      error(
          "PB0623",
          SourceMap.child(pointer, 0),
          "The path begins with '%s', the playbook with '%s'.".formatted(first, entry),
          "Begin it with " + entry + ".");
    }
    if (playbook.steps().stream().anyMatch(TestLint::isFanOut)) {
      return;
    }
    for (int i = 1; i < path.size(); i++) {
      if (path.get(i - 1) instanceof PathPart.One(String from)
          && path.get(i) instanceof PathPart.One(String to)) {
        Optional<Step> before = playbook.step(from);
        Optional<Step> after = playbook.step(to);
        if (before.isPresent() && after.isPresent() && !leads(before.get(), after.get())) {
          error(
              "PB0623",
              SourceMap.child(pointer, i),
              "No way leads from '%s' to '%s': the path can never be taken.".formatted(from, to),
              "From '%s' it goes to: %s."
                  .formatted(
                      from,
                      String.join(
                          ", ",
                          before.get().outgoing().stream().map(Target::step).distinct().toList())));
        }
      }
    }
  }

  private boolean leads(Step from, Step to) {
    return playbook.isLast(to)
        || (!to.isOfWorkflow() && to.part().compareTo(from.part()) >= 0)
        || leads(from, to, new HashSet<>());
  }

  /** A step that is not admitted is passed, and does not stand in the path. */
  private boolean leads(Step from, Step to, Set<String> passed) {
    for (Target target : from.outgoing()) {
      Optional<Step> next = playbook.step(target.step());
      boolean isPassed =
          next.isPresent()
              && !next.get().admission().rules().isEmpty()
              && passed.add(target.step());
      if (target.step().equals(to.name()) || (isPassed && leads(next.get(), to, passed))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFanOut(Step step) {
    Router.Arcs arcs = step.arcs();
    return step.next().size() > 1
        || (arcs != null && arcs.mode() == Router.Mode.INCLUSIVE)
        || step.rules().stream()
            .flatMap(rule -> rule.then().stream())
            .anyMatch(
                action ->
                    action instanceof Action.Call
                        || (action instanceof Action.Next next && next.targets().size() > 1));
  }

  private void template(String check, String pointer) {
    try {
      templates.compile(check, new TemplateSource(source.file(), "check", 0, 0));
    } catch (TemplateError e) {
      error(
          "PB0626",
          pointer,
          "The check is no template: %s."
              .formatted(String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          "Write a condition: \"{{ step.field == 1 }}\".");
      return;
    }
    if (!check.contains("{{") && !check.contains("{%")) {
      error(
          "PB0626",
          pointer,
          "The check has no template, so it says the same whatever happens.",
          "Write a condition: \"{{ step.field == 1 }}\".");
    }
  }

  private static String at(String pointer, String key) {
    return SourceMap.child(pointer, key);
  }

  private void error(String code, String pointer, String message, String cure) {
    SourceMap.Mark mark = source.at(pointer);
    problems.add(
        new Problem(
            code,
            Problem.Severity.ERROR,
            source.file(),
            mark.line(),
            mark.column(),
            pointer,
            message,
            cure,
            source.line(mark.line())));
  }
}
