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
 * Warns of names that nothing in a playbook defines. A start's payload may bring them, so they are
 * no errors; a template that reckons with a missing value is left alone.
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
  private final Set<String> known = new HashSet<>(ALWAYS);

  /** What only those see that clean up. */
  private static final Set<String> OF_CLEANUP = Set.of("status", "failed_step", "compensated");

  /** What only those see who are told: of a deadline, of an approval. */
  private static final Set<String> OF_NOTICES = Set.of("deadline", "approval");

  private static final Pattern IN_NOTICES = Pattern.compile("/notify(/\\d+)?/template");
  private static final Pattern IN_CLEANUP =
      Pattern.compile("/(on_failure|on_cancel|finally|notify|workflow/\\d+/compensate)/.*");

  UndefinedNames(Playbook playbook, TemplateEngine engine) {
    this.playbook = playbook;
    this.engine = engine;
    known.addAll(playbook.workload().keySet());
    playbook.keychain().stream().map(KeychainEntry::name).forEach(known::add);
    for (WorkbookEntry entry : playbook.workbook()) {
      known.addAll(entry.args().keySet());
      known.addAll(entry.tool().args().keySet());
    }
    playbook.steps().forEach(this::defined);
  }

  private void defined(Step step) {
    known.add(step.name());
    known.addAll(step.args().keySet());
    known.addAll(step.input().keySet());
    written(step.set());
    for (Task task : step.tasks()) {
      known.add(task.label());
      known.addAll(task.tool().args().keySet());
      written(task.set());
      task.rules().forEach(rule -> written(rule.set()));
    }
    Router.Arcs arcs = step.arcs();
    if (arcs != null) {
      arcs.arcs().forEach(arc -> written(arc.set()));
    }
    known.addAll(step.vars().keySet());
    known.addAll(step.tool().args().keySet());
    if (step.loop() != null) {
      known.add(step.loop().iterator());
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
        known.add(entry.path().getFirst());
      }
    }
  }

  private void defined(Action action) {
    switch (action) {
      case Action.SetVars set -> known.addAll(set.values().keySet());
      case Action.Next next -> next.targets().forEach(this::defined);
      case Action.Call call -> defined(call.target());
      case Action.Collect collect -> Optional.ofNullable(collect.into()).ifPresent(known::add);
      case Action.NextPage page -> known.addAll(page.overrides().keySet());
      default -> {}
    }
  }

  private void defined(Target target) {
    known.addAll(target.args().keySet());
  }

  /** The warnings for templates, by the pointers where they stand. */
  List<Problem> in(Map<String, Template> templates) {
    List<Problem> problems = new ArrayList<>();
    templates.forEach(
        (pointer, template) ->
            template.references().stream()
                .filter(reference -> !reference.guarded())
                .forEach(reference -> problem(reference, pointer).ifPresent(problems::add)));
    return problems;
  }

  private Optional<Problem> problem(Reference reference, String pointer) {
    String name = reference.name();
    if ((OF_CLEANUP.contains(name) && IN_CLEANUP.matcher(pointer).matches())
        || (OF_NOTICES.contains(name) && IN_NOTICES.matcher(pointer).matches())) {
      return Optional.empty();
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
    return new Problem(
        "PB0402",
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
