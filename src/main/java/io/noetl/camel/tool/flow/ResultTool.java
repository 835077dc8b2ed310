package io.noetl.camel.tool.flow;

import io.noetl.camel.execution.Ancestry;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ResultRef;
import io.noetl.camel.execution.RunStore;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code artifact} and {@code result_fetch} tools: give the result that an address ({@code {{
 * step._ref }}}) stands for. An execution reads those of its own tree: of the execution at the top
 * and all below it; a restricted one its own alone.
 */
public final class ResultTool implements Tool {
  private final RunStore store;

  public ResultTool(RunStore store) {
    this.store = store;
  }

  @Override
  public Set<String> kinds() {
    return Set.of("artifact", "result_fetch");
  }

  @Override
  public boolean runsAnywhere() {
    return true;
  }

  @Override
  public Outcome call(ToolCall call) {
    try {
      CallFields fields = CallFields.of(call);
      String action = fields.text("action");
      if (action != null && !action.toLowerCase(Locale.ROOT).strip().equals("get")) {
        throw new ToolFailure(
            "TL1401",
            "ConfigError",
            "%s: action: %s (expected: get; a step's result is kept without being put)"
                .formatted(call.kind(), action));
      }
      ResultRef ref = ref(call, fields.first("result_ref", "ref"));
      check(call, ref);
      Object result = store.stepResult(ref.executionId(), ref.step());
      if (result == null) {
        throw new ToolFailure(
            "TL1402",
            "NotFound",
            "%s: execution %d has no result of step '%s'"
                .formatted(call.kind(), ref.executionId(), ref.step()));
      }
      return new Outcome.Done(result);
    } catch (ToolFailure e) {
      return e.outcome();
    }
  }

  /** An address as text, or within what {@code reference} is called elsewhere. */
  private static ResultRef ref(ToolCall call, @Nullable Object value) throws ToolFailure {
    Object text = value instanceof Map<?, ?> map ? map.get("ref") : value;
    if (text == null || text.toString().isBlank()) {
      throw new ToolFailure(
          "TL1401",
          "ConfigError",
          "%s: there is no address (expected: result_ref: \"{{ step._ref }}\"; only results of more than 64 KiB have one, others are read by the step's name)"
              .formatted(call.kind()));
    }
    Optional<ResultRef> ref = ResultRef.parse(text.toString());
    if (ref.isEmpty()) {
      throw new ToolFailure(
          "TL1401",
          "ConfigError",
          "%s: '%s' is no address of a result (expected: noetl://execution/ID/result/STEP)"
              .formatted(call.kind(), text));
    }
    return ref.get();
  }

  private void check(ToolCall call, ResultRef ref) throws ToolFailure {
    long own = call.origin().executionId();
    if (ref.executionId() == own) {
      return;
    }
    if (call.profile().restricted()) {
      throw new ToolFailure(
          "TL1403",
          "Denied",
          "%s: %s"
              .formatted(
                  call.kind(),
                  ExecutionProfile.closed("a result of execution " + ref.executionId())));
    }
    long root = store.ancestry(own).map(Ancestry::root).orElse(own);
    if (store.ancestry(ref.executionId()).map(Ancestry::root).filter(r -> r == root).isEmpty()) {
      throw new ToolFailure(
          "TL1402",
          "NotFound",
          "%s: there is no execution %d among those that execution %d started or was started by"
              .formatted(call.kind(), ref.executionId(), own));
    }
  }
}
