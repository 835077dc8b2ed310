package io.noetl.camel.playbooktest;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.Run;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.RunCommit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a test.
 *
 * @param playbook what ran; null where it can't be compiled
 * @param runs the executions and their events
 * @param calls the calls
 * @param root the execution that was started; null where it was not
 * @param refused why it was not; null where it was
 * @param end whether everything ended
 * @param took how long it took in the time of the test
 */
record Story(
    @Nullable CompiledPlaybook playbook,
    MemoryRuns runs,
    TestCalls calls,
    @Nullable Run root,
    @Nullable String refused,
    VirtualTime.End end,
    Duration took) {

  static Story refused(MemoryRuns runs, TestCalls calls, String why) {
    return new Story(null, runs, calls, null, why, VirtualTime.End.DONE, Duration.ZERO);
  }

  /** The row of the execution; null where it was not started. */
  MemoryRuns.@Nullable Row row() {
    return root == null ? null : runs.row(root.id());
  }

  /** The calls of a step, children that were started among them. */
  List<MadeCall> callsOf(String step, Json json) {
    List<MadeCall> made = new ArrayList<>(calls.of(step, false));
    for (MemoryRuns.Row row : runs.all()) {
      if (step.equals(calls.above(row.start().executionId()))) {
        RunCommit.End end = row.end();
        Object result = end == null ? null : json.readNullable(end.result());
        Outcome outcome =
            end == null || end.status().equals("COMPLETED")
                ? new Outcome.Done(result)
                : new Outcome.Failed(
                    ToolError.of("PB0504", "ChildFailed", String.valueOf(end.error())), result);
        made.add(
            new MadeCall(
                step,
                -1,
                "playbook",
                json.readObject(row.start().payload()),
                Map.of("path", row.start().path()),
                outcome,
                false));
      }
    }
    return made;
  }
}
