package io.noetl.camel.execution;

import io.noetl.camel.playbook.Step;
import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.event.NewEvent;
import io.noetl.camel.store.event.RunCommit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what happens in an execution as event rows: NoETL's types, and in meta what recovery folds.
 */
final class RunEvents {
  /** When the next attempt begins. */
  private static final String RETRY_AT = "retry_at";

  private final RunInfo info;
  private final List<Step> steps;
  private final @Nullable RunCleanup cleanup;
  private final RunServices services;
  private final RunLog log;

  /**
   * The events of an execution.
   *
   * @param steps of its playbook; none are needed for its end
   * @param cleanup what it does when all else is done; null where only its end is written
   */
  RunEvents(RunInfo info, List<Step> steps, @Nullable RunCleanup cleanup, RunServices services) {
    this.info = info;
    this.steps = steps;
    this.cleanup = cleanup;
    this.services = services;
    this.log = new RunLog(info, services.ids(), services.clock(), services.json());
  }

  /**
   * The execution begins.
   *
   * @param firstStep the name of the step that it begins with
   */
  List<NewEvent> begun(String workloadJson, String firstStep) {
    Map<String, @Nullable Object> first = new LinkedHashMap<>();
    first.put("first_step", firstStep);
    first.put("playbook_path", info.path());
    return List.of(
        log.row("playbook.initialized", info.path(), "INITIALIZED").result(workloadJson).build(),
        log.row("workflow.initialized", "workflow", "INITIALIZED")
            .result(services.json().writeColumn(first))
            .build());
  }

  /** A step is due; unless it is in line, its token has the id of this event. */
  NewEvent issued(Edge edge) {
    Step step = steps.get(edge.step());
    RunLog.Builder row =
        log.row("command.issued", step.name(), "PENDING")
            .nodeType(step.tool().kind())
            .context(Map.of("args", edge.args(), "tool", step.tool().kind()));
    if (!edge.inline()) {
      row.id(edge.token()).meta("token", Long.toString(edge.token()));
    }
    if (edge.action().equals(JoinBoard.ACTION)) {
      row.meta("join", true);
    }
    undoes(edge.token(), row);
    return row.build();
  }

  /** A step, or an item of its loop, begins. */
  List<NewEvent> entered(StepRun entered) {
    List<NewEvent> rows = new ArrayList<>();
    Step step = entered.step();
    if (entered.item() != null) {
      rows.add(
          log.row("command.issued", step.name(), "PENDING")
              .nodeType(step.tool().kind())
              .meta("item", entered.itemIndex())
              .build());
    }
    rows.add(about(entered, log.row("command.claimed", step.name(), "RUNNING")).build());
    rows.add(about(entered, log.row("command.started", step.name(), "RUNNING")).build());
    rows.add(about(entered, log.row("step.enter", step.name(), "STARTED")).build());
    return rows;
  }

  /** The message is the row's error; what kind of failure it is stands in meta. */
  private static RunLog.Builder failed(RunLog.Builder row, @Nullable ToolError error) {
    if (error != null) {
      Map<String, @Nullable Object> kind = new LinkedHashMap<>();
      kind.put("type", error.type());
      kind.put("code", error.code());
      if (error.status() != null) {
        kind.put("status", error.status());
      }
      row.meta("error", kind);
    }
    return row.error(error);
  }

  private static RunLog.Builder about(StepRun run, RunLog.Builder row) {
    row.meta("token", Long.toString(run.token().id()));
    if (run.itemIndex() >= 0) {
      row.meta("item", run.itemIndex());
      if (run.label() != null) {
        row.meta("label", run.label());
      }
    }
    return row;
  }

  /** An attempt has failed, or a page is there, before the next call. */
  NewEvent again(StepRun step, Repeat.Again again) {
    ToolError error = error(step.ended());
    String type = error == null ? "call.done" : "call.error";
    RunLog.Builder row =
        about(step, log.row(type, step.step().name(), "RUNNING"))
            .computed(step.takeComputedMillis())
            .meta("again", again.nextPage() ? "page" : "retry");
    if (!again.nextPage()) {
      row.meta(RETRY_AT, timeAfter(again.delaySeconds()));
    }
    return failed(row, error).build();
  }

  /** The time so many seconds from now, with its zone. */
  private String timeAfter(double seconds) {
    Duration delay = Duration.ofNanos((long) (seconds * 1e9));
    return IsoTime.zulu(services.clock().instant().plus(delay).atOffset(ZoneOffset.UTC));
  }

  /** A sink ran. */
  NewEvent sink(StepRun step, String kind, Outcome outcome) {
    ToolError error = error(outcome);
    RunLog.Builder row =
        log.row(
            error == null ? "sink.executed" : "sink.failed",
            step.step().name(),
            error == null ? "COMPLETED" : "FAILED");
    return failed(about(step, row).meta("sink", kind), error).build();
  }

  /**
   * A task of a step has ended.
   *
   * @param delaySeconds after which it is called again, where it is
   */
  NewEvent task(StepRun step, TaskRecord record, double delaySeconds) {
    ToolError error = record.error();
    RunLog.Builder row =
        log.row(
            error == null ? "task.done" : "task.failed",
            step.step().name(),
            error == null ? "COMPLETED" : "FAILED");
    about(step, row)
        .computed(step.takeComputedMillis())
        .meta("task", record.label())
        .meta("index", record.task())
        .meta("attempt", record.attempt())
        .meta("next", record.next());
    if (record.again()) {
      row.meta("again", true);
      row.meta(RETRY_AT, timeAfter(delaySeconds));
    }
    if (!record.isLast() && !record.writes().isEmpty()) {
      row.meta("writes", Write.json(record.writes()));
    }
    row.result(services.json().writeColumn(EventScope.result(record.outcome())));
    return failed(row, error).build();
  }

  /** A cursor has claimed rows. */
  NewEvent frame(Token token, Step step, Frame frame) {
    RunLog.Builder row =
        log.row("frame.claimed", step.name(), "RUNNING")
            .meta("token", Long.toString(token.id()))
            .meta("frame", frame.number())
            .meta("first", frame.first())
            .meta("row_count", frame.rows().size());
    if (frame.isWhole()) {
      row.meta("whole", true);
    }
    if (frame.transaction() != null) {
      row.meta("transaction", frame.transaction());
    }
    return row.result(services.json().writeColumn(Map.of("rows", frame.rows()))).build();
  }

  /** A step was not admitted. */
  NewEvent skipped(Token token, StepExit exit) {
    return decided(exit, log.row("step.skipped", exit.step().name(), "SKIPPED"))
        .meta("token", Long.toString(token.id()))
        .build();
  }

  /** What the token of a compensation undoes. */
  private void undoes(long token, RunLog.Builder row) {
    Undo undo = cleanup == null ? null : cleanup.undo(token);
    if (undo != null) {
      row.meta("undoes", undo.about());
    }
  }

  /** What cleans up, as events. */
  CleanupEvents cleanup() {
    return new CleanupEvents(log, services.json());
  }

  /**
   * What a step, or an item, has ended with.
   *
   * @param undo what its compensation needs; null where nothing undoes it
   */
  List<NewEvent> exited(StepRun ended, StepExit exit, @Nullable Undo undo) {
    String name = ended.step().name();
    ToolError error = error(exit.outcome());
    RunLog.Builder call = log.row(error == null ? "call.done" : "call.error", name, "RUNNING");
    NewEvent called = failed(about(ended, call), error).build();
    RunLog.Builder row = log.row("step.exit", name, error == null ? "COMPLETED" : "FAILED");
    undoes(ended.token().id(), row);
    if (undo != null) {
      row.meta("undo", undo.kept());
    }
    return List.of(
        called,
        failed(
                decided(exit, about(ended, row))
                    .millis(ended.millis())
                    .computed(ended.takeComputedMillis())
                    .result(services.json().writeColumn(exit.result())),
                error)
            .build());
  }

  /** The last event of a step or an item. */
  NewEvent completed(StepRun ended, StepExit exit) {
    ToolError error = error(exit.outcome());
    RunLog.Builder row =
        log.row(
            error == null ? "command.completed" : "command.failed",
            ended.step().name(),
            error == null ? "COMPLETED" : "FAILED");
    return about(ended, row)
        .result(services.json().writeColumn(exit.result()))
        .error(error)
        .build();
  }

  /** What a loop has ended with. */
  List<NewEvent> loopDone(Token token, LoopRun loop, StepExit exit) {
    String name = loop.step().name();
    ToolError error = error(exit.outcome());
    List<NewEvent> rows = new ArrayList<>();
    if (loop.isBroken()) {
      rows.add(log.row("call.error", name, "RUNNING").error(error).build());
      rows.add(log.row("step.exit", name, "FAILED").error(error).build());
    }
    rows.add(
        decided(exit, log.row("loop.done", name, error == null ? "COMPLETED" : "FAILED"))
            .meta("token", Long.toString(token.id()))
            .millis(loop.millis())
            .result(services.json().writeColumn(exit.result()))
            .error(error)
            .build());
    return rows;
  }

  /** What recovery needs: the ways that were chosen and the variables that were set. */
  private static RunLog.Builder decided(StepExit exit, RunLog.Builder row) {
    List<Edge> edges = new ArrayList<>(exit.edges());
    edges.addAll(exit.calls());
    if (!edges.isEmpty()) {
      row.meta("edges", edges.stream().map(EdgeJson::write).toList());
    }
    if (!exit.set().isEmpty()) {
      row.meta("set", EdgeJson.values(exit.set()));
    }
    if (!exit.writes().isEmpty()) {
      row.meta("writes", Write.json(exit.writes()));
    }
    if (exit.failure() != null) {
      row.meta("fails", true);
      row.meta("failure", exit.failure().asMap());
    }
    if (exit.isQuiet()) {
      row.meta("quiet", true);
    }
    return row;
  }

  /** The execution fails in a step that has no outcome. */
  NewEvent crashed(String step, ToolError error) {
    return log.row("step.exit", step, "FAILED").error(error).build();
  }

  /** The execution has ended: its last two events go to the rows. */
  RunCommit.End ended(
      RunEnd.Verdict verdict,
      List<RunCleanup.Trouble> troubles,
      List<RunCommit.Notice> notices,
      List<NewEvent> rows) {
    String json = services.json().writeColumn(verdict.result());
    String suffix = verdict.status().toLowerCase(Locale.ROOT);
    for (String scope : List.of("workflow", "playbook")) {
      String node = scope.equals("workflow") ? scope : info.path();
      RunLog.Builder row =
          log.row(scope + "." + suffix, node, verdict.status()).result(json).error(verdict.error());
      if (!troubles.isEmpty()) {
        row.meta("troubles", troubles.stream().map(RunCleanup.Trouble::about).toList());
      }
      rows.add(row.build());
    }
    return new RunCommit.End(
        verdict.status(),
        json,
        verdict.error() == null ? null : verdict.error().message(),
        services.clock().instant(),
        notices);
  }

  private static @Nullable ToolError error(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed ? failed.error() : null;
  }
}
