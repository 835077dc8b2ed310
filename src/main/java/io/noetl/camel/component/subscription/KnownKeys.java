package io.noetl.camel.component.subscription;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keys that were taken of late, so that a query that looks back asks the engine nothing about them.
 * Not thread-safe.
 */
final class KnownKeys {
  private final Map<String, Boolean> keys;

  /** So many are known. */
  KnownKeys(int most) {
    this.keys =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > most;
          }
        };
  }

  boolean has(String key) {
    return keys.containsKey(key);
  }

  void add(String key) {
    keys.put(key, true);
  }
}
