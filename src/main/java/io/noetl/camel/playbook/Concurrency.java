package io.noetl.camel.playbook;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many executions of a playbook run at a time.
 *
 * @param limit the most, 1 or more
 * @param key a template; executions for which it gives the same text count together. Null where all
 *     do
 * @param whenFull what becomes of one that finds no place
 * @param pointer where it is written
 */
public record Concurrency(int limit, @Nullable String key, WhenFull whenFull, String pointer) {

  /** What becomes of an execution that finds no place. */
  public enum WhenFull {
    /** It waits. */
    QUEUE,
    /** It is cancelled. */
    CANCEL_NEW,
    /** Those that have been there for longest are cancelled. */
    CANCEL_OLD,
    /** It fails. */
    FAIL;

    /** Its name in a playbook. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    static List<String> keys() {
      return Stream.of(values()).map(WhenFull::key).toList();
    }
  }
}
