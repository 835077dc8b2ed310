package io.noetl.camel.execution;

import io.noetl.camel.compiler.Expressions;
import io.noetl.camel.playbook.Notify;
import io.noetl.camel.playbook.Notify.Event;
import io.noetl.camel.store.Storable;
import io.noetl.camel.store.event.RunCommit;
import io.noetl.camel.template.TemplateError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says who is told of an execution's end, and in which words. */
final class RunNotices {

  private final String path;
  private final List<Notify> all;
  private final @Nullable Expressions expressions;

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
  List<RunCommit.Notice> of(RunCleanup.Ending ending, StepNames names) {
    RunEnd.Verdict verdict = ending.verdict();
    List<RunCommit.Notice> notices = new ArrayList<>();
    for (Notify notify : all) {
      for (Event event : notify.on()) {
        if (isAbout(event, verdict.status())) {
          notices.add(
              new RunCommit.Notice(event.text(), notify.to(), text(notify, event, ending, names)));
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
    };
  }

  private String text(Notify notify, Event event, RunCleanup.Ending ending, StepNames names) {
    String usual = usual(event, ending);
    if (notify.template() == null || expressions == null) {
      return usual;
    }
    try {
      Object text = expressions.value(notify.pointer() + "/template").render(seen(ending, names));
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
