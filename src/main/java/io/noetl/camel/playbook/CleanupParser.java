package io.noetl.camel.playbook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what runs when all else is done: {@code on_failure}, {@code on_cancel}, {@code finally} and
 * each step's {@code compensate}. They become steps behind those of the workflow.
 */
final class CleanupParser {
  static final List<Part> BLOCKS = List.of(Part.ON_FAILURE, Part.ON_CANCEL, Part.FINALLY);
  static final Set<String> BLOCK_KEYS = Set.of("timeout", "steps");
  static final Set<String> COMPENSATE_KEYS =
      Set.of("tool", "args", "input", "retry", "timeout", "desc", "description");

  /** Calls of a compensation in all, where it does not say. */
  private static final long ATTEMPTS = 5;

  /** Kinds that leave nothing behind that could be undone. */
  private static final Set<String> WITHOUT_EFFECT = Set.of("noop", "wait", "approval");

  private final Problems problems;
  private final StepParser parser;
  private final List<Step> steps;
  private final Map<Part, Cleanup.Block> blocks = new EnumMap<>(Part.class);
  private final Map<Integer, Integer> compensations = new LinkedHashMap<>();

  /**
   * A parser.
   *
   * @param parser reads steps in the document's dialect
   * @param steps those of the workflow; those that are read here are added
   */
  CleanupParser(Problems problems, StepParser parser, List<Step> steps) {
    this.problems = problems;
    this.parser = parser;
    this.steps = steps;
  }

  Cleanup parse(Fields playbook) {
    List<?> workflow = playbook.get("workflow") instanceof List<?> items ? items : List.of();
    for (Step step : List.copyOf(steps)) {
      compensation(step, step.index() < workflow.size() ? workflow.get(step.index()) : null);
    }
    for (Part part : BLOCKS) {
      if (playbook.get(part.key()) != null) {
        block(part, playbook);
      }
    }
    return new Cleanup(blocks, compensations);
  }

  private void compensation(Step step, @Nullable Object written) {
    String pointer = SourceMap.child(step.pointer(), Part.COMPENSATE.key());
    if (!(written instanceof Map<?, ?> map) || map.get(Part.COMPENSATE.key()) == null) {
      return;
    }
    Fields fields =
        Fields.of(
            map.get(Part.COMPENSATE.key()),
            pointer,
            "'compensate'",
            "Write the tool that undoes the step: `compensate: {kind: http, url: …}`.",
            problems);
    if (fields == null) {
      return;
    }
    checkUndone(step, pointer);
    Map<String, @Nullable Object> call = stepOf(fields, pointer, pointer);
    new Fields(call, pointer, problems).warnUnknown(COMPENSATE_KEYS, "'compensate'");
    call.keySet().retainAll(COMPENSATE_KEYS);
    call.put("step", step.name() + "." + Part.COMPENSATE.key());
    if (!TasksParser.isTasks(call.get("tool"))) {
      Map<?, ?> tool = call.get("tool") instanceof Map<?, ?> given ? given : Map.of();
      if (!tool.containsKey("retry")) {
        call.putIfAbsent("retry", ATTEMPTS);
      }
      if (!tool.containsKey("timeout")) {
        call.putIfAbsent("timeout", Cleanup.DEFAULT_TIMEOUT.toSeconds());
      }
    }
    Step read = parser.parse(steps.size(), call, pointer);
    if (read != null) {
      compensations.put(step.index(), steps.size());
      steps.add(read.in(Part.COMPENSATE, steps.size(), new Router.Successors(List.of())));
    }
  }

  /** What can't be undone, or need not be. */
  private void checkUndone(Step step, String pointer) {
    if (step.loop() != null && step.loop().cursor() != null) {
      problems.error(
          "PB0323",
          pointer,
          "The loop of step '%s' claims rows; nothing of them is kept that could be undone."
              .formatted(step.name()),
          "Loop over a list (`loop: {in: …}`), or set the rows back in `on_failure`.");
    } else if (step.tasks().isEmpty() && WITHOUT_EFFECT.contains(step.tool().kind())) {
      problems.warning(
          "PB0324",
          pointer,
          "Step '%s' of kind %s leaves nothing behind that could be undone."
              .formatted(step.name(), step.tool().kind()),
          "Write `compensate` in the step that changes something.");
    }
  }

  /** A step; where only a tool is written, the step around it. */
  private Map<String, @Nullable Object> stepOf(Fields written, String pointer, String at) {
    Map<String, @Nullable Object> step = new LinkedHashMap<>();
    if (written.has("tool") || written.get("kind") == null) {
      step.putAll(written.map());
      if (step.get("name") != null) {
        step.putIfAbsent("step", step.remove("name"));
      }
      return step;
    }
    Map<String, @Nullable Object> tool = new LinkedHashMap<>(written.map());
    if (!String.valueOf(tool.get("kind")).equals("secrets") && tool.get("name") != null) {
      step.put("step", tool.remove("name"));
    }
    step.put("tool", tool);
    problems.source().alias(pointer + "/tool", at);
    return step;
  }

  private void block(Part part, Fields playbook) {
    String at = playbook.pointer(part.key());
    Object value = playbook.get(part.key());
    Duration timeout = Cleanup.DEFAULT_TIMEOUT;
    List<?> items = List.of();
    String itemsAt = at;
    if (value instanceof List<?> list) {
      items = list;
    } else if (value instanceof Map<?, ?> map && map.containsKey("steps")) {
      Fields fields = new Fields(playbook.values(part.key()), at, problems);
      fields.warnUnknown(BLOCK_KEYS, "'" + part.key() + "'");
      items = fields.items("steps");
      itemsAt = fields.pointer("steps");
      timeout = timeout(fields);
    } else {
      items = List.of(value == null ? Map.of() : value);
      itemsAt = "";
    }
    if (items.isEmpty()) {
      problems.error(
          "PB0320",
          at,
          "'" + part.key() + "' has no step.",
          "Write a tool (`%s: {kind: http, url: …}`), a step, or a list of them."
              .formatted(part.key()));
      return;
    }
    List<Step> read = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String pointer = "/" + part.key() + "/" + i;
      String written = itemsAt.isEmpty() ? at : SourceMap.child(itemsAt, i);
      if (!pointer.equals(written)) {
        problems.source().alias(pointer, written);
      }
      Step step = step(part, items.get(i), pointer, written, items.size() == 1 ? 0 : i + 1);
      if (step != null) {
        read.add(step);
      }
    }
    if (read.size() == items.size()) {
      blocks.put(part, new Cleanup.Block(steps.size(), timeout));
      inLine(part, read);
    }
  }

  private @Nullable Step step(
      Part part, @Nullable Object value, String pointer, String written, int number) {
    Fields fields =
        Fields.of(
            value,
            pointer,
            "A step of '" + part.key() + "'",
            "Write a tool (`{kind: http, url: …}`) or a step (`{step: name, tool: …}`).",
            problems);
    if (fields == null) {
      return null;
    }
    Map<String, @Nullable Object> step = stepOf(fields, pointer, written);
    step.putIfAbsent("step", number == 0 ? part.key() : part.key() + "_" + number);
    for (String key : List.of("next", "join", Part.COMPENSATE.key())) {
      if (step.containsKey(key)) {
        problems.error(
            "PB0321",
            fields.pointer(key),
            "'%s' in a step of '%s'.".formatted(key, part.key()),
            key.equals(Part.COMPENSATE.key())
                ? "Remove it: what cleans up is not undone."
                : "Remove it: these steps run one after another, as they are written.");
        step.remove(key);
      }
    }
    return parser.parse(steps.size(), step, pointer);
  }

  /** Each leads to the one that is written behind it. */
  private void inLine(Part part, List<Step> read) {
    for (int i = 0; i < read.size(); i++) {
      Step step = read.get(i);
      for (Target target : step.outgoing()) {
        problems.error(
            "PB0321",
            target.pointer(),
            "A rule in a step of '%s' leads to '%s'.".formatted(part.key(), target.step()),
            "Remove it: these steps run one after another, as they are written. `when:` skips"
                + " one.");
      }
      List<Target> next =
          i + 1 < read.size()
              ? List.of(new Target(read.get(i + 1).name(), Map.of(), step.pointer() + "/next"))
              : List.of();
      steps.add(step.in(part, steps.size(), new Router.Successors(next)));
    }
  }

  private Duration timeout(Fields fields) {
    Object value = fields.get("timeout");
    Duration read =
        Durations.of(value).filter(time -> time.compareTo(Duration.ZERO) > 0).orElse(null);
    if (read == null && value != null) {
      problems.error(
          "PB0322",
          fields.pointer("timeout"),
          "'timeout' is " + Fields.describe(value) + ".",
          "Write seconds, or a duration as 90s, 30m, 1h.");
    }
    return read == null ? Cleanup.DEFAULT_TIMEOUT : read;
  }
}
