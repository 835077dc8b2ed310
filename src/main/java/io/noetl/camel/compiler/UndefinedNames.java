package io.noetl.camel.compiler;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.Assignments;
import io.noetl.camel.playbook.KeychainEntry;
import io.noetl.camel.playbook.Nearest;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.playbook.RetryRule;
import io.noetl.camel.playbook.Router;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
import io.noetl.camel.playbook.Task;
import io.noetl.camel.playbook.WorkbookEntry;
import io.noetl.camel.template.Reference;
import io.noetl.camel.template.Template;
import io.noetl.camel.template.TemplateEngine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Warns of names that nothing in a playbook defines, that are not there yet where they stand, or
 * that are called otherwise today. A start's payload may bring them, so they are no errors; a
 * template that reckons with a missing value is left alone.
 */
final class UndefinedNames {
  private static final Set<String> ALWAYS =
      Set.of(
          "workload",
          "ctx",
          "iter",
          "step",
          "input",
          "output",
          "outcome",
          "results",
          "_prev",
          "_task",
          "_attempt",
          "vars",
          "payload",
          "args",
          "execution_id",
          "catalog_id",
          "job",
          "event",
          "response",
          "result",
          "error",
          "data",
          "this",
          "page",
          "status_code",
          "success",
          "attempt",
          "_retry",
          "loop",
          "loop_index",
          "frame",
          "__frame_max_rows",
          "loop_results",
          "keychain",
          "env",
          "auth",
          "sink_type",
          "item",
          "context",
          "self",
          "caller",
          "varargs",
          "kwargs");

  private final Playbook playbook;
  private final TemplateEngine engine;
  private final Set<String> defined = new HashSet<>();
  private final Set<String> known = new HashSet<>(ALWAYS);

  /** What only those see that clean up. */
  private static final Set<String> OF_CLEANUP = Set.of("status", "failed_step", "compensated");

  /** What only those see who are told: of a deadline, of an approval. */
  private static final Set<String> OF_NOTICES = Set.of("deadline", "approval");

  /** What is rendered before the step's first call, of which there is no outcome yet. */
  private static final Pattern BEFORE_THE_CALL =
      Pattern.compile(
          "/[a-z_]+/\\d+/(input|args|loop|tool(?!/([1-9]\\d*|set|(0/)?spec/policy|(0/)?retry|0/set)(/|$)))(/.*)?");

  private static final Pattern IN_NOTICES = Pattern.compile("/notify(/\\d+)?/template");
  private static final Pattern IN_CLEANUP =
      Pattern.compile("/(on_failure|on_cancel|finally|notify|workflow/\\d+/compensate)/.*");

  UndefinedNames(Playbook playbook, TemplateEngine engine) {
    this.playbook = playbook;
    this.engine = engine;
    defined.addAll(playbook.workload().keySet());
    playbook.keychain().stream().map(KeychainEntry::name).forEach(defined::add);
    for (WorkbookEntry entry : playbook.workbook()) {
      defined.addAll(entry.args().keySet());
      defined.addAll(entry.tool().args().keySet());
    }
    playbook.steps().forEach(this::defined);
    known.addAll(defined);
  }

  private void defined(Step step) {
    defined.add(step.name());
    defined.addAll(step.args().keySet());
    defined.addAll(step.input().keySet());
    written(step.set());
    for (Task task : step.tasks()) {
      defined.add(task.label());
      defined.addAll(task.tool().args().keySet());
      written(task.set());
      task.rules().forEach(rule -> written(rule.set()));
    }
    Router.Arcs arcs = step.arcs();
    if (arcs != null) {
      arcs.arcs().forEach(arc -> written(arc.set()));
    }
    defined.addAll(step.vars().keySet());
    defined.addAll(step.tool().args().keySet());
    if (step.loop() != null) {
      defined.add(step.loop().iterator());
    }
    step.next().forEach(this::defined);
    for (RetryRule rule : step.retry()) {
      if (rule.collect() != null) {
        defined(rule.collect());
      }
      if (rule.nextPage() != null) {
        defined(rule.nextPage());
      }
    }
    for (Rule rule : step.rules()) {
      rule.then().forEach(this::defined);
    }
  }

  /** What is written into the execution's scope, or a list's own, is found by its bare name. */
  private void written(Assignments set) {
    for (Assignments.Assignment entry : set.entries()) {
      if (entry.scope() == Assignments.Scope.CTX || entry.scope() == Assignments.Scope.LOCAL) {
        defined.add(entry.path().getFirst());
      }
    }
  }

  private void defined(Action action) {
    switch (action) {
      case Action.SetVars set -> defined.addAll(set.values().keySet());
      case Action.Next next -> next.targets().forEach(this::defined);
      case Action.Call call -> defined(call.target());
      case Action.Collect collect -> Optional.ofNullable(collect.into()).ifPresent(defined::add);
      case Action.NextPage page -> defined.addAll(page.overrides().keySet());
      default -> {}
    }
  }

  private void defined(Target target) {
    defined.addAll(target.args().keySet());
  }

  /** The warnings for templates, by the pointers where they stand. */
  List<Problem> in(Map<String, Template> templates) {
    List<Problem> problems = new ArrayList<>();
    templates.forEach(
        (pointer, template) ->
            template
                .references()
                .forEach(
                    reference ->
                        (isOld(reference)
                                ? Optional.of(old(reference, pointer))
                                : reference.guarded()
                                    ? Optional.<Problem>empty()
                                    : problem(reference, pointer))
                            .ifPresent(problems::add)));
    return problems;
  }

  /** February's name of {@code output}, where nothing of the playbook is called so. */
  private boolean isOld(Reference reference) {
    return reference.name().equals("outcome") && !defined.contains("outcome");
  }

  private Problem old(Reference reference, String pointer) {
    List<String> path = reference.path();
    String member =
        path.isEmpty() ? "" : path.getFirst().equals("result") ? ".data" : "." + path.getFirst();
    return warning(
        "PB0260",
        reference,
        pointer,
        "'outcome' is a name of an older draft; it is read as what it is called today.",
        "Write `output" + member + "`.");
  }

  private Optional<Problem> problem(Reference reference, String pointer) {
    String name = reference.name();
    if ((OF_CLEANUP.contains(name) && IN_CLEANUP.matcher(pointer).matches())
        || (OF_NOTICES.contains(name) && IN_NOTICES.matcher(pointer).matches())) {
      return Optional.empty();
    }
    if (name.equals("output")
        && !defined.contains(name)
        && BEFORE_THE_CALL.matcher(pointer).matches()) {
      return Optional.of(
          warning(
              reference,
              pointer,
              "There is no 'output' before the call: `set`, arcs, policies and the tasks behind the"
                  + " first have it.",
              "Write the name of the step whose result is meant, as `{{ start.data }}`."));
    }
    if (!known.contains(name) && !engine.isGlobal(name)) {
      return Optional.of(
          warning(
              reference,
              pointer,
              "Nothing in the playbook defines '" + name + "'.",
              Nearest.to(name, known)
                  .map(near -> "Did you mean '" + near + "'?")
                  .orElse("Declare it in `workload:`, or write `" + name + " | default(…)`.")));
    }
    boolean ofWorkload = name.equals("workload") && !reference.path().isEmpty();
    String member = ofWorkload ? reference.path().getFirst() : "";
    if (ofWorkload && !known.contains(member) && !isMethod(member)) {
      return Optional.of(
          warning(
              reference,
              pointer,
              "The workload has no '" + member + "'.",
              Nearest.to(member, playbook.workload().keySet())
                  .map(near -> "Did you mean '" + near + "'?")
                  .orElse(
                      "Declare it in `workload:`, or write `workload."
                          + member
                          + " | default(…)`.")));
    }
    return Optional.empty();
  }

  private static boolean isMethod(String name) {
    return Set.of("get", "items", "keys", "values").contains(name);
  }

  private Problem warning(Reference reference, String pointer, String message, String cure) {
    return warning("PB0402", reference, pointer, message, cure);
  }

  private Problem warning(
      String code, Reference reference, String pointer, String message, String cure) {
    return new Problem(
        code,
        Problem.Severity.WARNING,
        playbook.source().file(),
        reference.line(),
        reference.column(),
        pointer,
        message,
        cure,
        playbook.source().line(reference.line()));
  }
}
