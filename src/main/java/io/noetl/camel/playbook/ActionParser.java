package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code then} of a rule: a map of actions, or a list of such maps. */
final class ActionParser {
  static final Set<String> KNOWN =
      Set.of(
          "next",
          "set",
          "result",
          "fail",
          "collect",
          "retry",
          "call",
          "sink",
          "log",
          "skip",
          "desc",
          "description");

  static final Set<String> COLLECT_KEYS = Set.of("strategy", "mode", "path", "from", "into");

  private final Problems problems;
  private final TargetParser targets;
  private final RetryParser retry;
  private final SinkParser sinks;

  ActionParser(Problems problems) {
    this.problems = problems;
    this.targets = new TargetParser(problems);
    this.retry = new RetryParser(problems, this);
    this.sinks = new SinkParser(problems);
  }

  RetryParser retry() {
    return retry;
  }

  List<Action> parse(@Nullable Object then, String pointer) {
    List<Action> actions = new ArrayList<>();
    switch (then) {
      case Map<?, ?> map -> actions(map, pointer, actions);
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          actions(list.get(i), SourceMap.child(pointer, i), actions);
        }
      }
      case null, default ->
          problems.error(
              "PB0221",
              pointer,
              "'then' has to be a map of actions or a list of them, found "
                  + Fields.describe(then)
                  + ".",
              "Write `then: {next: [{step: name}]}`.");
    }
    return actions;
  }

  private void actions(@Nullable Object value, String pointer, List<Action> actions) {
    Fields fields =
        Fields.of(value, pointer, "An action", "Write `next:`, `set:`, `sink:` …", problems);
    if (fields == null) {
      return;
    }
    fields.warnUnknown(KNOWN, "'then'");
    // The order in which the actions of one map take effect.
    for (String key :
        List.of(
            "log", "set", "result", "collect", "retry", "sink", "call", "fail", "next", "skip")) {
      if (fields.has(key)) {
        action(key, fields, actions);
      }
    }
  }

  private void action(String key, Fields fields, List<Action> actions) {
    Object value = fields.get(key);
    String pointer = fields.pointer(key);
    switch (key) {
      case "log" -> actions.add(new Action.Log(value, pointer));
      case "set" -> set(value, pointer, actions);
      case "result" -> actions.add(result(value, pointer));
      case "collect" -> addIfRead(actions, collect(value, pointer));
      case "retry" -> addIfRead(actions, retry.action(value, pointer));
      case "sink" -> actions.addAll(sinks(value, pointer));
      case "call" -> {
        for (Target target : targets.parse(value, pointer)) {
          actions.add(new Action.Call(target, target.pointer()));
        }
      }
      case "fail" -> actions.add(new Action.Fail(value, pointer));
      case "next" -> {
        List<Target> to = targets.parse(value, pointer);
        if (!to.isEmpty()) {
          actions.add(new Action.Next(to, pointer));
        }
      }
      default -> actions.add(new Action.Skip(pointer));
    }
  }

  private static void addIfRead(List<Action> actions, @Nullable Action action) {
    if (action != null) {
      actions.add(action);
    }
  }

  private void set(@Nullable Object value, String pointer, List<Action> actions) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    switch (value) {
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          values.put(String.valueOf(entry.getKey()), entry.getValue());
        }
      }
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          Fields item =
              Fields.of(
                  list.get(i),
                  SourceMap.child(pointer, i),
                  "An entry of 'set'",
                  "Write `- {name: x, value: …}`.",
                  problems);
          String name = item == null ? null : item.text("name");
          if (item != null && name != null) {
            values.put(name, item.get("value"));
          } else if (item != null) {
            item.map().forEach(values::put);
          }
        }
      }
      case null, default ->
          problems.error(
              "PB0222",
              pointer,
              "'set' has to be a map, found " + Fields.describe(value) + ".",
              "Write `set: {name: \"{{ … }}\"}`.");
    }
    actions.add(new Action.SetVars(values, pointer));
  }

  private static Action result(@Nullable Object value, String pointer) {
    if (value instanceof Map<?, ?> map
        && map.size() == 1
        && map.get("from") instanceof String name
        && !name.contains("{{")) {
      return new Action.ResultFrom(name, pointer);
    }
    if (value instanceof Map<?, ?> map && map.size() == 1 && map.containsKey("from")) {
      return new Action.Result(map.get("from"), SourceMap.child(pointer, "from"));
    }
    return new Action.Result(value, pointer);
  }

  Action.@Nullable Collect collect(@Nullable Object value, String pointer) {
    if (value == null) {
      return null;
    }
    if (value instanceof String path) {
      return new Action.Collect(Action.Strategy.APPEND, path, null, null, pointer);
    }
    Fields fields =
        Fields.of(
            value,
            pointer,
            "'collect'",
            "Write `collect: {strategy: append, path: data}`.",
            problems);
    if (fields == null) {
      return null;
    }
    fields.warnUnknown(COLLECT_KEYS, "'collect'");
    String text = fields.text(fields.has("mode") ? "mode" : "strategy");
    Action.Strategy strategy = Action.Strategy.APPEND;
    if (text != null) {
      try {
        strategy = Action.Strategy.valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        problems.error(
            "PB0224",
            fields.pointer(fields.has("mode") ? "mode" : "strategy"),
            "Unknown strategy '" + text + "'.",
            "Write append, extend, replace or merge.");
      }
    }
    String path = fields.text("path");
    return new Action.Collect(
        strategy, path == null ? "" : path, fields.text("from"), fields.text("into"), pointer);
  }

  /** A sink, or several. */
  List<Action.Sink> sinks(@Nullable Object value, String pointer) {
    return sinks.parse(value, pointer);
  }
}
