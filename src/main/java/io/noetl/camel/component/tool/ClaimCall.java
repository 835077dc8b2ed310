package io.noetl.camel.component.tool;

import io.noetl.camel.execution.Claimer;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.ClaimRecord;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A claim as the call of a tool. What a server that is gone has claimed comes first, if its claim
 * stands.
 */
final class ClaimCall implements Claims {
  private final Tool tool;
  private final Claimer claimer;

  ClaimCall(Tool tool, Claimer claimer) {
    this.tool = tool;
    this.claimer = claimer;
  }

  @Override
  public Set<String> kinds() {
    return tool.kinds();
  }

  @Override
  public Outcome call(ToolCall call) throws InterruptedException {
    Outcome outcome = once(call);
    while (claimer.triesAgain(outcome)) {
      outcome = once(call);
    }
    return outcome;
  }

  @Override
  public Outcome given(List<?> rows) {
    if (!rows.isEmpty()) {
      claimer.record(rows, null);
    }
    return new Outcome.Done(null);
  }

  private Outcome once(ToolCall call) throws InterruptedException {
    try {
      for (String doubtful = claimer.doubtful(); claimer.hasRows(); doubtful = claimer.doubtful()) {
        if (doubtful == null || tool.stands(call, doubtful)) {
          return new Outcome.Done(null);
        }
        claimer.undone();
      }
      return tool.claim(
          call,
          new ClaimRecord() {
            @Override
            public void record(List<?> rows, @Nullable String transaction) {
              claimer.record(rows, transaction);
            }

            @Override
            public long owner() {
              return claimer.step().run().info().epoch();
            }
          });
    } catch (ToolFailure e) {
      return e.outcome();
    } catch (CompletionException e) {
      return Outcome.failed(
          ToolError.of(
              "EX0002", "NotStored", "the claimed rows could not be recorded: " + e.getMessage()));
    }
  }
}
