package io.noetl.camel.app.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What is counted apart for each value of a label: a counter, a timer, or the series of a further
 * label. Each is registered once: to find it in the registry at each event would cost more than to
 * count. Thread-safe.
 *
 * @param <M> what there is for a value
 */
final class Series<M> {
  private final Function<String, M> register;
  private final Map<String, M> known = new ConcurrentHashMap<>();

  /**
   * Series.
   *
   * @param register makes what there is for a value
   */
  Series(Function<String, M> register) {
    this.register = register;
  }

  /** What there is for a value of the label. */
  M of(String value) {
    M here = known.get(value);
    return here != null ? here : known.computeIfAbsent(value, register);
  }
}
