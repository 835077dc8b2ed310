package io.noetl.camel.app.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of a label that grows with what users do: the first ones stand for themselves, all
 * further ones are {@code other}. Thread-safe.
 */
final class BoundedLabels {
  static final String OTHER = "other";

  private final int most;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * Labels.
   *
   * @param most how many values stand for themselves
   */
  BoundedLabels(int most) {
    this.most = most;
  }

  /** What a value is called. */
  String of(String value) {
    if (known.contains(value)) {
      return value;
    }
    synchronized (known) {
      if (known.size() < most) {
        known.add(value);
        return value;
      }
    }
    return OTHER;
  }
}
