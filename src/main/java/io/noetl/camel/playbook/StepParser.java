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
          "tags",
          "spec",
          "input",
          "set",
          "set_ctx",
          "output",
          "when",
          "join",
          "mode",
          "max_in_flight",
          "compensate");

  /** Tools that can end a script at the first statement that fails. */
  private static final Set<String> STOPPING = Set.of("postgres", "duckdb", "ducklake", "snowflake");

  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "arcs",
          "Write `next: {arcs: [{step: name}]}`.",
          "policy",
          "Write it below `spec:`: `spec: {policy: {admit: …}}`; `rules` belong into the tool's"
              + " `spec`.",
          "admit",
          "Write `spec: {policy: {admit: {rules: […]}}}`.");

  /** Seconds of a timeout that a template gives, until it does. */
  static final double NO_TIMEOUT = 1e9;

  private final Problems problems;
  private final boolean ofToday;
  private final @Nullable Double timeout;
  private final ActionParser actions;
  private final RuleParser rules;
  private final TargetParser targets;
  private final LoopParser loops;
  private final ToolParser tools;
  private final TasksParser tasks;
  private final ArcsParser arcs;
  private final AssignmentsParser assignments;
  private final StepSpec specs;

  /**
   * A parser.
   *
   * @param ofToday whether a step of the document is written in the dialect of arcs
   * @param timeout seconds of a call where a step says nothing nearer; null for no bound
   */
  StepParser(Problems problems, boolean ofToday, @Nullable Double timeout) {
    this.problems = problems;
    this.ofToday = ofToday;
    this.timeout = timeout;
    this.actions = new ActionParser(problems);
    this.rules = new RuleParser(problems, actions);
    this.targets = new TargetParser(problems);
    this.loops = new LoopParser(problems);
    this.tools = new ToolParser(problems);
    this.tasks = new TasksParser(problems, tools);
    this.arcs = new ArcsParser(problems);
    this.assignments = new AssignmentsParser(problems);
    this.specs = new StepSpec(problems);
  }

  @Nullable Step parse(int index, @Nullable Object value, String pointer) {
    Fields fields =
        Fields.of(value, pointer, "A step", "Write `- step: name` and `tool:` below it.", problems);
    if (fields == null) {
      return null;
    }
    fields = FlatTool.lifted(fields, KNOWN, problems);
    fields.warnUnknown(KNOWN, "a step", ELSEWHERE);
    String name = fields.text("step");
    if (fields.get("step") != null && name == null) {
      return null;
    }
    if (name == null || name.isBlank()) {
      problems.error(
          "PB0201", pointer, "A step has no name.", "Write `- step: name` as its first line.");
      return null;
    }
    ReservedNames.check(name, "step", fields.pointer("step"), problems);
    boolean ofArcs = ArcsParser.isArcs(fields.get("next"));
    if (ofArcs && fields.has("case")) {
      problems.error(
          "PB0261",
          fields.pointer("case"),
          "The step has 'case' and 'next.arcs': two ways to say where it goes.",
          "Write each rule of `case` as an arc: `{step: name, when: \"{{ … }}\"}`.");
    }
    List<Task> list =
        TasksParser.isTasks(fields.get("tool"))
            ? tasks.parse(name, fields.get("tool"), fields.pointer("tool"))
            : List.of();
    ToolSpec tool = TasksParser.isTasks(fields.get("tool")) ? standIn(fields) : tool(fields);
    StepSpec.Read spec = specs.parse(fields);
    List<RetryRule> retry = list.isEmpty() ? retry(fields, tool) : noRetry(fields);
    String description = fields.text(fields.has("desc") ? "desc" : "description");
    if (ofArcs && fields.has("args")) {
      Dialects.renamed(fields, "args", "input: {name: …}", problems);
    }
    Map<String, @Nullable Object> input = new LinkedHashMap<>();
    if (ofArcs) {
      input.putAll(fields.values("args"));
    }
    input.putAll(fields.values("input"));
    Loop loop = loop(fields, spec);
    ParallelWrites.check(loop, list, problems);
    return new Step(
        index,
        name,
        description == null ? "" : description,
        tool,
        list,
        ofArcs ? Map.of() : new LinkedHashMap<>(fields.values("args")),
        input,
        fields.values("vars"),
        loop,
        ofArcs
            ? List.of()
            : rules.parse(fields.items("case"), fields.pointer("case"), fields.get("loop") != null),
        assignments.parse(fields, Assignments.Scope.CTX),
        router(fields),
        spec.admission(),
        join(fields),
        retry,
        fields.has("sink") ? actions.sinks(fields.get("sink"), fields.pointer("sink")) : List.of(),
        spec.bestEffort() ? Step.OnError.CONTINUE : onError(fields, tool),
        timeout(fields, tool, list, spec),
        ofArcs || (!hasRules(fields) && (ofToday || isOfToday(fields))),
        Part.WORKFLOW,
        pointer);
  }

  private Router router(Fields fields) {
    return ArcsParser.isArcs(fields.get("next"))
        ? arcs.parse(
            new Fields(fields.values("next"), fields.pointer("next"), problems),
            fields.get("loop") != null)
        : new Router.Successors(targets.parse(fields.get("next"), fields.pointer("next")));
  }

  private @Nullable Loop loop(Fields fields, StepSpec.Read spec) {
    return fields.has("loop")
        ? loops.parse(fields.get("loop"), fields.pointer("loop"), fields, spec.failFast())
        : null;
  }

  private @Nullable Join join(Fields fields) {
    Object value = fields.get("join");
    return switch (value) {
      case null -> null;
      case String text when text.equals("all") -> Join.ALL;
      case String text when text.equals("any") -> Join.ANY;
      case Long count when count >= 1 && count <= Integer.MAX_VALUE -> new Join(count.intValue());
      default -> {
        problems.error(
            "PB0271",
            fields.pointer("join"),
            "'join' is " + Fields.describe(value) + ".",
            "Write all, any, or how many of the branches have to come: 2.");
        yield null;
      }
    };
  }

  /** Whether a step says by `case` or `next` that it is of the older dialect. */
  private static boolean hasRules(Fields fields) {
    return fields.has("case") || (fields.has("next") && fields.get("next") != null);
  }

  /** Whether a step without a way on is written as one writes today. */
  private static boolean isOfToday(Fields fields) {
    return fields.has("input")
        || fields.has("set")
        || fields.has("spec")
        || fields.get("tool") instanceof List
        || (fields.get("tool") instanceof Map<?, ?> tool
            && (tool.containsKey("input") || tool.containsKey("spec")));
  }

  /** What stands for a list of tasks where one tool is asked for. */
  private static ToolSpec standIn(Fields fields) {
    return new ToolSpec(Step.TASKS, Map.of(), Map.of(), fields.pointer("tool"));
  }

  private List<RetryRule> noRetry(Fields fields) {
    if (fields.get("retry") != null) {
      problems.warning(
          "PB0281",
          fields.pointer("retry"),
          "'retry' of the step has no effect where its tool is a list of tasks or has a policy.",
          "Write `spec: {policy: {rules: [{when: …, then: {do: retry}}]}}` in the task.");
    }
    return List.of();
  }

  /** The tool; none at all is one that does nothing. */
  private ToolSpec tool(Fields fields) {
    boolean leaf = ofToday && !hasRules(fields);
    if (!fields.has("tool") && (leaf || ArcsParser.isArcs(fields.get("next")))) {
      return new ToolSpec("noop", Map.of(), Map.of(), fields.pointer("tool"));
    }
    if (fields.get("tool") == null) {
      problems.error(
          "PB0202",
          fields.pointer(),
          "Step '" + fields.text("step") + "' has no tool.",
          "Write `tool: {kind: python, code: \"result = {}\"}`, or another kind.");
      return new ToolSpec("", Map.of(), Map.of(), fields.pointer("tool"));
    }
    ToolSpec read = tools.parse(fields.get("tool"), fields.pointer("tool"));
    // The rest of the step may have problems of its own.
    return read == null ? new ToolSpec("", Map.of(), Map.of(), fields.pointer("tool")) : read;
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
      case null ->
          tool.kind().equals("playbook") && !Boolean.TRUE.equals(tool.config().get("return_result"))
              ? Step.OnError.CAPTURE
              : Step.OnError.FAIL;
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

  /** The nearest to the call counts: the tool's, the loop's, the step's, the executor's. */
  private @Nullable Double timeout(
      Fields fields, ToolSpec tool, List<Task> tasks, StepSpec.Read spec) {
    Double own = timeout(fields, tool);
    if (own == null && tool.config().get("timeout") != null) {
      return null;
    }
    if (own == null && fields.get("loop") instanceof Map<?, ?> loop && loop.get("spec") != null) {
      Fields written = new Fields(fields.values("loop"), fields.pointer("loop"), problems);
      own =
          StepSpec.timeout(
              new Fields(written.values("spec"), written.pointer("spec"), problems), problems);
    }
    if (own == null) {
      own = spec.timeout();
    }
    // What waits for somebody has a time of its own.
    boolean waits = Step.waits(tool) || tasks.stream().anyMatch(task -> Step.waits(task.tool()));
    return own == null && !waits ? timeout : own;
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
