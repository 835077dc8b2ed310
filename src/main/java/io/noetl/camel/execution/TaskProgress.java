package io.noetl.camel.execution;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a list of tasks has come: a fold over its records. */
final class TaskProgress {
  private final Map<String, @Nullable Object> results = new LinkedHashMap<>();
  private final Map<Integer, Integer> attempts = new HashMap<>();
  private final Map<Integer, Integer> visits = new HashMap<>();
  private final Scopes scopes = new Scopes();
  private int at;
  private long calls;
  private boolean hasPrevious;
  private @Nullable TaskRecord ended;
  private @Nullable Object previous;
  private @Nullable Object last;

  /** A call has ended. */
  void add(TaskRecord record) {
    calls++;
    ended = record;
    if (record.outcome() instanceof Outcome.Done(Object result)) {
      results.put(record.label(), result);
      previous = result;
      hasPrevious = true;
      last = result;
    } else if (record.outcome() instanceof Outcome.Failed failed) {
      last = failed.result() == null ? failed.envelope() : failed.result();
    }
    scopes.write(record.writes());
    at = record.next();
    if (record.again()) {
      attempts.merge(record.task(), 1, Integer::sum);
    } else if (at >= 0) {
      visits.merge(at, 1, Integer::sum);
    }
  }

  /** Index of the task whose turn it is. */
  int at() {
    return at;
  }

  long calls() {
    return calls;
  }

  /** How many calls of a task were retried so far. */
  int retries(int task) {
    return attempts.getOrDefault(task, 0);
  }

  /** How often the list has come to a task before. */
  int visits(int task) {
    return visits.getOrDefault(task, 0);
  }

  Scopes scopes() {
    return scopes;
  }

  /** Results by label, {@code results}, {@code _prev}, and what the call before has put out. */
  Map<String, @Nullable Object> names() {
    Map<String, @Nullable Object> names = new LinkedHashMap<>();
    Map<String, @Nullable Object> seen = new LinkedHashMap<>();
    results.forEach((label, result) -> seen.put(label, StepResult.of(result)));
    names.put("results", seen);
    if (hasPrevious) {
      names.put("_prev", StepResult.of(previous));
    }
    names.putAll(seen);
    TaskRecord before = ended;
    if (before != null) {
      names.put("output", OutputValue.ofCall(before.outcome(), before.attempt(), 0));
    }
    return names;
  }

  /**
   * What the list gives: the last task's result, with each label where that has no such member. Of
   * a result that is hidden by a member {@code results} has it.
   */
  @Nullable Object value(boolean labelled) {
    if (!labelled || (last != null && !(last instanceof Map))) {
      return last;
    }
    Map<String, @Nullable Object> value = new LinkedHashMap<>();
    if (last instanceof Map<?, ?> map) {
      map.forEach((key, member) -> value.put(String.valueOf(key), member));
    }
    if (results.keySet().stream().anyMatch(value::containsKey)) {
      addMissing(value, "results", new LinkedHashMap<>(results));
    }
    results.forEach((label, result) -> addMissing(value, label, result));
    return value.isEmpty() && last == null ? null : value;
  }

  /** A member that is null is there. */
  private static void addMissing(
      Map<String, @Nullable Object> map, String name, @Nullable Object member) {
    if (!map.containsKey(name)) {
      map.put(name, member);
    }
  }
}
