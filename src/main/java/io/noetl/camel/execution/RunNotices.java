package io.noetl.camel.execution;

import io.noetl.camel.compiler.Expressions;
import io.noetl.camel.execution.approval.ApprovalSpec;
import io.noetl.camel.playbook.Notify;
import io.noetl.camel.playbook.Notify.Event;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.store.Storable;
import io.noetl.camel.store.event.RunCommit;
import io.noetl.camel.template.TemplateError;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says who is told of an execution's end, and of what it asks, and in which words. */
final class RunNotices {

  private final String path;
  private final List<Notify> all;
  private final @Nullable Expressions expressions;

  /**
   * Of an execution of a playbook.
   *
   * @param operators whom the operator names: who is told of all is told of a tree once
   */
  static RunNotices of(
      RunInfo info, Playbook playbook, List<Notify> operators, Expressions expressions) {
    List<Notify> all = new ArrayList<>(playbook.notices());
    if (info.parentExecutionId() == null) {
      all.addAll(operators);
    }
    return new RunNotices(info.path(), all, expressions);
  }

  /**
   * Of what an execution of a playbook asks people.
   *
   * @param operators whom the operator names: a child tells them, too, since nobody else does
   */
  static RunNotices asking(
      RunInfo info, Playbook playbook, List<Notify> operators, Expressions expressions) {
    List<Notify> all = new ArrayList<>(playbook.notices());
    all.addAll(operators);
    return new RunNotices(info.path(), all, expressions);
  }

  /**
   * Of an execution.
   *
   * @param all whom its playbook and the operator name
   * @param expressions of its playbook; null where it can't be compiled any more
   */
  RunNotices(String path, List<Notify> all, @Nullable Expressions expressions) {
    this.path = path;
    this.all = all;
    this.expressions = expressions;
  }

  /** The notices of an end. */
  List<RunCommit.Notice> of(RunCleanup.Ending ending, Supplier<StepNames> names) {
    RunEnd.Verdict verdict = ending.verdict();
    List<RunCommit.Notice> notices = new ArrayList<>();
    for (Notify notify : all) {
      for (Event event : notify.on()) {
        if (isAbout(event, verdict.status())) {
          notices.add(
              new RunCommit.Notice(
                  event.text(),
                  notify.to(),
                  text(notify, usual(event, ending), () -> seen(ending, names.get())),
                  null));
        }
      }
    }
    return notices;
  }

  private static boolean isAbout(Event event, String status) {
    return switch (event) {
      case FAILED -> status.equals("FAILED");
      case CANCELLED -> status.equals("CANCELLED");
      case COMPLETED, RECOVERED -> status.equals("COMPLETED");
      case DEADLINE, APPROVAL -> false;
    };
  }

  /** The notices of a deadline, which are sent if the execution has not ended by then. */
  List<RunCommit.Notice> atDeadline(Instant deadline, Supplier<StepNames> names) {
    Supplier<StepNames> seen =
        () -> names.get().with(Map.of("status", "RUNNING", "deadline", deadline.toString()));
    String usual = path + " has not ended by its deadline, " + deadline;
    return all.stream()
        .filter(notify -> notify.on().contains(Event.DEADLINE))
        .map(
            notify ->
                new RunCommit.Notice(
                    Event.DEADLINE.text(), notify.to(), text(notify, usual, seen), deadline))
        .toList();
  }

  /**
   * The notices of a decision that people are asked for.
   *
   * @param step the step that asks
   * @param due when it is too late; null for never
   * @param names what the step sees
   */
  List<RunCommit.Notice> ofApproval(
      String step, ApprovalSpec spec, @Nullable Instant due, StepNames names) {
    Map<String, @Nullable Object> asked = spec.json();
    asked.put("step", step);
    asked.put("due", due == null ? null : due.toString());
    Supplier<StepNames> seen = () -> names.with(Map.of("status", "RUNNING", "approval", asked));
    String usual =
        "%s asks at step %s: %s (%s%s)"
            .formatted(
                path,
                step,
                spec.title(),
                who(spec),
                due == null ? "" : ", until " + due.truncatedTo(ChronoUnit.SECONDS));
    return all.stream()
        .filter(notify -> notify.on().contains(Event.APPROVAL))
        .map(
            notify ->
                new RunCommit.Notice(
                    Event.APPROVAL.text(), notify.to(), text(notify, usual, seen), null))
        .toList();
  }

  private static String who(ApprovalSpec spec) {
    List<String> who = new ArrayList<>();
    spec.roles().forEach(role -> who.add("role " + role));
    who.addAll(spec.users());
    return "for "
        + (who.isEmpty() ? "role operator" : String.join(", ", who))
        + (spec.required() > 1 ? "; %d have to agree".formatted(spec.required()) : "");
  }

  private String text(Notify notify, String usual, Supplier<StepNames> seen) {
    if (notify.template() == null || expressions == null) {
      return usual;
    }
    try {
      Object text = expressions.value(notify.pointer() + "/template").render(seen.get());
      return Storable.text(String.valueOf(text));
    } catch (TemplateError e) {
      return usual + " (the template of `notify` failed: " + e.message() + ")";
    }
  }

  private String usual(Event event, RunCleanup.Ending ending) {
    ToolError error = ending.verdict().error();
    String step = ending.failedStep() == null ? "" : " at step " + ending.failedStep();
    String why = error == null ? "" : ": " + error.message();
    return path + " " + event.text() + step + why;
  }

  private static StepNames seen(RunCleanup.Ending ending, StepNames names) {
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    ToolError error = ending.verdict().error();
    about.put("status", ending.verdict().status());
    about.put("error", error == null ? null : new ErrorValue(error));
    about.put("failed_step", ending.failedStep());
    about.put("result", StepResult.of(ending.verdict().result()));
    return names.with(about);
  }
}
