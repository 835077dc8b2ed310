package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one step. */
final class StepParser {
  static final Set<String> KNOWN =
      Set.of(
          "step",
          "name",
          "desc",
          "description",
          "tool",
          "args",
          "vars",
          "loop",
          "case",
          "next",
          "retry",
          "sink",
          "on_error",
          "timeout",
          "labels",
          "tags");

  /** Tools that can end a script at the first statement that fails. */
  private static final Set<String> STOPPING = Set.of("postgres", "duckdb", "snowflake");

  /** Seconds of a timeout that a template gives, until it does. */
  private static final double NO_TIMEOUT = 1e9;

  private final Problems problems;
  private final ActionParser actions;
  private final RuleParser rules;
  private final TargetParser targets;
  private final LoopParser loops;
  private final ToolParser tools;

  StepParser(Problems problems) {
    this.problems = problems;
    this.actions = new ActionParser(problems);
    this.rules = new RuleParser(problems, actions);
    this.targets = new TargetParser(problems);
    this.loops = new LoopParser(problems);
    this.tools = new ToolParser(problems);
  }

  @Nullable Step parse(int index, @Nullable Object value, String pointer) {
    Fields fields =
        Fields.of(value, pointer, "A step", "Write `- step: name` and `tool:` below it.", problems);
    if (fields == null) {
      return null;
    }
    fields = FlatTool.lifted(fields, KNOWN, problems);
    fields.warnUnknown(KNOWN, "a step");
    String name = fields.text("step");
    if (fields.get("step") != null && name == null) {
      return null;
    }
    if (name == null || name.isBlank()) {
      problems.error(
          "PB0201", pointer, "A step has no name.", "Write `- step: name` as its first line.");
      return null;
    }
    Names.check(name, "step", fields.pointer("step"), problems);
    ToolSpec read = tool(name, fields);
    // The rest of the step may have problems of its own.
    ToolSpec tool =
        read == null ? new ToolSpec("", Map.of(), Map.of(), fields.pointer("tool")) : read;
    Map<String, @Nullable Object> args = new LinkedHashMap<>(fields.values("args"));
    List<RetryRule> retry = retry(fields, tool);
    String description = fields.text(fields.has("desc") ? "desc" : "description");
    return new Step(
        index,
        name,
        description == null ? "" : description,
        tool,
        args,
        fields.values("vars"),
        fields.has("loop") ? loops.parse(fields.get("loop"), fields.pointer("loop")) : null,
        rules.parse(fields.items("case"), fields.pointer("case"), fields.get("loop") != null),
        targets.parse(fields.get("next"), fields.pointer("next")),
        retry,
        fields.has("sink") ? actions.sinks(fields.get("sink"), fields.pointer("sink")) : List.of(),
        onError(fields, tool),
        timeout(fields, tool));
  }

  private @Nullable ToolSpec tool(String name, Fields fields) {
    if (!fields.has("tool") || fields.get("tool") == null) {
      problems.error(
          "PB0202",
          fields.pointer(),
          "Step '" + name + "' has no tool.",
          "Write `tool: {kind: python, code: \"result = {}\"}`, or another kind.");
      return null;
    }
    return tools.parse(fields.get("tool"), fields.pointer("tool"));
  }

  private List<RetryRule> retry(Fields fields, ToolSpec tool) {
    List<RetryRule> rules = new ArrayList<>();
    if (tool.config().containsKey("retry")) {
      rules.addAll(
          actions
              .retry()
              .rules(tool.config().get("retry"), SourceMap.child(tool.pointer(), "retry")));
    }
    rules.addAll(actions.retry().rules(fields.get("retry"), fields.pointer("retry")));
    return rules;
  }

  private Step.OnError onError(Fields fields, ToolSpec tool) {
    Object value = fields.has("on_error") ? fields.get("on_error") : tool.config().get("on_error");
    return switch (value) {
      // The seed: a failed child is captured in the result, and the parent goes on.
      case null -> tool.kind().equals("playbook") ? Step.OnError.CAPTURE : Step.OnError.FAIL;
      case String text when text.equals("continue") -> Step.OnError.CONTINUE;
      case String text when text.equals("fail") -> Step.OnError.FAIL;
      // Of a script: no statement behind one that failed.
      case String text
          when text.equals("stop") && !fields.has("on_error") && STOPPING.contains(tool.kind()) ->
          Step.OnError.FAIL;
      default -> {
        problems.error(
            "PB0203",
            fields.has("on_error")
                ? fields.pointer("on_error")
                : SourceMap.child(tool.pointer(), "on_error"),
            "'on_error' is " + Fields.describe(value) + ".",
            STOPPING.contains(tool.kind())
                ? "Write fail or continue; in the tool also stop: no statement behind one that"
                    + " failed."
                : "Write fail or continue.");
        yield Step.OnError.FAIL;
      }
    };
  }

  private @Nullable Double timeout(Fields fields, ToolSpec tool) {
    if (fields.get("timeout") != null) {
      return fields.amount("timeout", NO_TIMEOUT, 0.001);
    }
    // http and script have a timeout of their own, which their tools keep.
    if (Set.of("python", "duckdb", "postgres", "playbook").contains(tool.kind())
        && (tool.config().get("timeout") instanceof Number
            || tool.config().get("timeout") instanceof String)) {
      return new Fields(tool.config(), tool.pointer(), problems)
          .amount("timeout", NO_TIMEOUT, 0.001);
    }
    return null;
  }
}
