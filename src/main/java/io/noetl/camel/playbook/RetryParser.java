package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code retry} in all its places and forms. */
final class RetryParser {
  /** Members that make a retry the call of the next page. */
  static final Set<String> PAGE_KEYS =
      Set.of(
          "params", "url", "endpoint", "method", "headers", "body", "data", "payload", "next_call");

  static final Set<String> KNOWN =
      Set.of(
          "max_attempts",
          "attempts",
          "initial_delay",
          "delay",
          "backoff_multiplier",
          "backoff",
          "max_delay",
          "jitter",
          "retry_when",
          "stop_when",
          "when",
          "then",
          "on_error",
          "on_success",
          "collect",
          "sink",
          "per_iteration",
          "params",
          "url",
          "endpoint",
          "method",
          "headers",
          "body",
          "data",
          "payload",
          "next_call");

  private final Problems problems;
  private final ActionParser actions;

  RetryParser(Problems problems, ActionParser actions) {
    this.problems = problems;
    this.actions = actions;
  }

  /** Step-level or tool-level retry. */
  List<RetryRule> rules(@Nullable Object value, String pointer) {
    return switch (value) {
      case null -> List.of();
      case Boolean on when !on -> List.of();
      case Boolean on -> List.of(onError(defaults(pointer)));
      case Long attempts -> List.of(onError(counted(attempts, pointer)));
      case Map<?, ?> map -> fromMap(map, pointer);
      case List<?> list -> fromList(list, pointer);
      default -> {
        problems.error(
            "PB0301",
            pointer,
            "'retry' has to be true, a number or a map, found " + Fields.describe(value) + ".",
            "Write `retry: {max_attempts: 3, initial_delay: 1}`.");
        yield List.of();
      }
    };
  }

  private List<RetryRule> fromMap(Map<?, ?> map, String pointer) {
    List<RetryRule> rules = new ArrayList<>();
    boolean split = false;
    for (String key : List.of("on_error", "on_success")) {
      if (map.containsKey(key)) {
        split = true;
        rules.addAll(rules(map.get(key), SourceMap.child(pointer, key)));
      }
    }
    if (!split) {
      RetryRule rule = rule(map, pointer);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private List<RetryRule> fromList(List<?> list, String pointer) {
    List<RetryRule> rules = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      RetryRule rule = rule(list.get(i), SourceMap.child(pointer, i));
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private @Nullable RetryRule rule(@Nullable Object value, String pointer) {
    Fields fields =
        Fields.of(value, pointer, "A retry rule", "Write `{when: …, then: {…}}`.", problems);
    if (fields == null) {
      return null;
    }
    fields.warnUnknown(KNOWN, "'retry'");
    String when = condition(fields, "when");
    Fields then = fields;
    if (fields.has("then")) {
      then =
          Fields.of(fields.get("then"), fields.pointer("then"), "'then'", "Write a map.", problems);
      if (then == null) {
        return null;
      }
      then.warnUnknown(KNOWN, "'then' of a retry");
    }
    return new RetryRule(
        when,
        policy(then),
        isPage(then) ? nextPage(then) : null,
        actions.collect(then.get("collect"), then.pointer("collect")),
        sinks(then));
  }

  private List<Action.Sink> sinks(Fields then) {
    if (then.has("sink")) {
      return actions.sinks(then.get("sink"), then.pointer("sink"));
    }
    if (then.get("per_iteration") instanceof Map<?, ?> each && each.containsKey("sink")) {
      return actions.sinks(
          each.get("sink"), SourceMap.child(then.pointer("per_iteration"), "sink"));
    }
    return List.of();
  }

  /** The retry action of a rule: of a failed call or of the next page. */
  @Nullable Action action(@Nullable Object value, String pointer) {
    return switch (value) {
      case null -> new Action.Retry(defaults(pointer), pointer);
      case Boolean on ->
          on ? new Action.Retry(defaults(pointer), pointer) : new Action.Skip(pointer);
      case Long attempts -> new Action.Retry(counted(attempts, pointer), pointer);
      default -> {
        Fields fields =
            Fields.of(value, pointer, "'retry'", "Write `retry: {max_attempts: 3}`.", problems);
        if (fields == null) {
          yield null;
        }
        fields.warnUnknown(KNOWN, "'retry'");
        yield isPage(fields) ? nextPage(fields) : new Action.Retry(policy(fields), pointer);
      }
    };
  }

  private static boolean isPage(Fields fields) {
    return PAGE_KEYS.stream().anyMatch(fields::has);
  }

  private Action.NextPage nextPage(Fields fields) {
    Map<String, @Nullable Object> overrides = new LinkedHashMap<>();
    for (String key : PAGE_KEYS) {
      if (fields.has(key) && !key.equals("next_call")) {
        overrides.put(key, fields.get(key));
      }
    }
    overrides.putAll(fields.values("next_call"));
    boolean bounded = fields.get("max_attempts") != null;
    return new Action.NextPage(
        overrides,
        bounded ? fields.wholeAmount("max_attempts", Integer.MAX_VALUE, 1) : null,
        fields.pointer());
  }

  private RetryPolicy policy(Fields fields) {
    String attempts = fields.has("attempts") ? "attempts" : "max_attempts";
    boolean fixedDelay = fields.has("delay") && !fields.has("initial_delay");
    double delay =
        fields.amount(fixedDelay ? "delay" : "initial_delay", RetryPolicy.DEFAULT_DELAY, 0);
    return new RetryPolicy(
        fields.wholeAmount(attempts, RetryPolicy.DEFAULT_ATTEMPTS, 1),
        delay,
        backoff(fields, fixedDelay),
        fields.amount("max_delay", RetryPolicy.DEFAULT_MAX_DELAY, 0),
        fields.flag("jitter", false),
        condition(fields, "retry_when"),
        condition(fields, "stop_when"),
        fields.pointer());
  }

  private @Nullable String condition(Fields fields, String key) {
    String condition = fields.text(key);
    if (condition != null) {
      ConditionText.check(condition, key, fields.pointer(key), problems);
    }
    return condition;
  }

  private double backoff(Fields fields, boolean fixedDelay) {
    if (fields.has("backoff_multiplier")) {
      return fields.amount("backoff_multiplier", RetryPolicy.DEFAULT_BACKOFF, 0);
    }
    return switch (fields.get("backoff")) {
      case null -> fixedDelay ? 1 : RetryPolicy.DEFAULT_BACKOFF;
      case Number number -> fields.number("backoff", 1, 0);
      case String text when text.equals("fixed") || text.equals("linear") -> 1;
      case String text when text.equals("exponential") -> RetryPolicy.DEFAULT_BACKOFF;
      case Object other -> {
        problems.error(
            "PB0302",
            fields.pointer("backoff"),
            "'backoff' is " + Fields.describe(other) + ".",
            "Write fixed, exponential or a number.");
        yield 1;
      }
    };
  }

  private static RetryRule onError(RetryPolicy policy) {
    return new RetryRule(null, policy, null, null, List.of());
  }

  private RetryPolicy counted(long attempts, String pointer) {
    if (attempts < 1 || attempts > Integer.MAX_VALUE) {
      problems.error(
          "PB0103",
          pointer,
          "'retry' is %d (expected: >= 1, calls in all).".formatted(attempts),
          "Write a number from 1, or false for none.");
    }
    return withAttempts((int) Math.max(1, Math.min(attempts, Integer.MAX_VALUE)), pointer);
  }

  private static RetryPolicy defaults(String pointer) {
    return withAttempts(RetryPolicy.DEFAULT_ATTEMPTS, pointer);
  }

  private static RetryPolicy withAttempts(int attempts, String pointer) {
    return new RetryPolicy(
        attempts,
        RetryPolicy.DEFAULT_DELAY,
        RetryPolicy.DEFAULT_BACKOFF,
        RetryPolicy.DEFAULT_MAX_DELAY,
        false,
        null,
        null,
        pointer);
  }
}
