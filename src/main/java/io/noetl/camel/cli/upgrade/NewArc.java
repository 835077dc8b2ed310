package io.noetl.camel.cli.upgrade;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An arc to be written.
 *
 * @param when its condition; null for always
 * @param written variables that its rule has set
 * @param args what was handed over to its target alone
 */
record NewArc(
    String step,
    @Nullable String when,
    Map<String, @Nullable Object> written,
    Map<String, @Nullable Object> args) {

  /** What the arc sets. */
  Map<String, @Nullable Object> set() {
    Map<String, @Nullable Object> set = new LinkedHashMap<>(written);
    set.putAll(args);
    return set;
  }
}
