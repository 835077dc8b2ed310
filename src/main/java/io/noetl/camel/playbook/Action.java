package io.noetl.camel.playbook;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rule does. Templates in values are text still. */
public sealed interface Action {

  /** JSON pointer of the action. */
  String pointer();

  /** Goes to steps; several run at the same time. */
  record Next(List<Target> targets, String pointer) implements Action {}

  /** Runs a step as well, beside the way that the flow takes. */
  record Call(Target target, String pointer) implements Action {}

  /** Sets variables of the execution. */
  record SetVars(Map<String, @Nullable Object> values, String pointer) implements Action {}

  /** Replaces the step's result by a value. */
  record Result(@Nullable Object value, String pointer) implements Action {}

  /** Replaces the step's result by what a name holds: {@code response}, a variable. */
  record ResultFrom(String name, String pointer) implements Action {}

  /** Fails the execution. */
  record Fail(@Nullable Object message, String pointer) implements Action {}

  /** Adds this page to what the step has collected. */
  record Collect(
      Strategy strategy, String path, @Nullable String from, @Nullable String into, String pointer)
      implements Action {}

  /** How pages are put together. */
  enum Strategy {
    /** A list page adds its items, anything else is one item. */
    APPEND,
    /** As append. */
    EXTEND,
    /** Keeps the last page. */
    REPLACE,
    /** Lays maps over each other. */
    MERGE
  }

  /** Calls the tool again after an error. */
  record Retry(RetryPolicy policy, String pointer) implements Action {}

  /**
   * Calls the tool again for the next page.
   *
   * @param overrides {@code params}, {@code url}, {@code headers}, {@code body}, … laid over the
   *     tool's fields
   * @param maxPages how many calls at most; null for the default
   */
  record NextPage(
      Map<String, @Nullable Object> overrides, @Nullable Integer maxPages, String pointer)
      implements Action {}

  /**
   * Stores something.
   *
   * @param kind postgres, python, http, event, …
   * @param config its fields, flat and nested form alike; templates as text
   * @param optional whether the step goes on when it fails: {@code on_error: continue}
   */
  record Sink(String kind, Map<String, @Nullable Object> config, boolean optional, String pointer)
      implements Action {}

  /** Writes a line to the step's log. */
  record Log(@Nullable Object message, String pointer) implements Action {}

  /** Does nothing: the rule matched, and that is all. */
  record Skip(String pointer) implements Action {}
}
