package io.noetl.camel.execution;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done and can be undone: a step, or an item of its loop.
 *
 * @param step its index
 * @param name its name
 * @param token the token that it ran for
 * @param item the loop item, from 0; -1 outside of a loop
 * @param label names the item for people
 * @param input the inputs of its call
 * @param result what it gave
 * @param value what it ran for in a loop
 */
record Undo(
    int step,
    String name,
    long token,
    int item,
    @Nullable String label,
    Map<String, @Nullable Object> input,
    @Nullable Object result,
    @Nullable Object value) {

  /** What the event of its end keeps for the compensation. */
  Map<String, @Nullable Object> kept() {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    kept.put("input", input);
    if (item >= 0) {
      kept.put("value", value);
    }
    return kept;
  }

  /** What an event of the compensation says about it. */
  Map<String, @Nullable Object> about() {
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    about.put("step", name);
    about.put("token", Long.toString(token));
    if (item >= 0) {
      about.put("item", item);
      about.put("label", label);
    }
    return about;
  }
}
