package io.noetl.camel.execution;

import io.noetl.camel.execution.RunCleanup.Ending;
import io.noetl.camel.execution.RunCleanup.Move;
import io.noetl.camel.execution.RunCleanup.Trouble;
import io.noetl.camel.playbook.Part;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.NewEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says as event rows what cleans up, and reads how an execution ends from them. */
final class CleanupEvents {
  static final String STARTED = "cleanup.started";
  static final String ENDED = "cleanup.ended";

  private final RunLog log;
  private final Json json;

  CleanupEvents(RunLog log, Json json) {
    this.log = log;
    this.json = json;
  }

  /** A part is over, another begins. */
  void moved(Move move, Instant now, List<NewEvent> rows) {
    Part over = move.over();
    Trouble trouble = move.trouble();
    if (over != null) {
      RunLog.Builder row =
          log.row(ENDED, over.key(), trouble == null ? "COMPLETED" : "FAILED")
              .error(trouble == null ? null : trouble.error());
      if (trouble != null) {
        row.meta("step", trouble.step());
      }
      rows.add(row.build());
    }
    Part begins = move.begins();
    if (begins != null) {
      RunLog.Builder row = log.row(STARTED, begins.key(), "STARTED").meta("since", now.toString());
      Ending ending = move.ending();
      if (ending != null) {
        row.meta("ending", about(ending)).result(json.writeColumn(ending.verdict().result()));
      }
      rows.add(row.build());
    }
  }

  private static Map<String, @Nullable Object> about(Ending ending) {
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    ToolError error = ending.verdict().error();
    about.put("status", ending.verdict().status());
    about.put("failed_step", ending.failedStep());
    about.put("error", error == null ? null : error.asMap());
    return about;
  }

  /** A part has begun. */
  static void begun(LoggedEvent event, RunCleanup cleanup) {
    cleanup.begun(
        Part.of(event.nodeName()),
        event.meta().get("ending") instanceof Map<?, ?> about
            ? ending(about, event.result())
            : null,
        Instant.parse(String.valueOf(event.meta().get("since"))));
  }

  private static Ending ending(Map<?, ?> about, @Nullable Object result) {
    Object failedStep = about.get("failed_step");
    return new Ending(
        new RunEnd.Verdict(
            String.valueOf(about.get("status")), result, ToolError.read(about.get("error"))),
        failedStep == null ? null : failedStep.toString());
  }
}
