package io.noetl.camel.playbook;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an execution is about, in the words of those who start it: an order, a customer, a day.
 *
 * @param value a template, rendered when the execution starts
 * @param whenTaken what becomes of a start while an execution of the same path and key is open;
 *     null where many may be
 * @param pointer where the template is written
 */
public record BusinessKey(String value, @Nullable WhenTaken whenTaken, String pointer) {

  /** The longest that a template may give, in signs. */
  public static final int LONGEST = 200;

  /** What becomes of a start whose key an open execution has. */
  public enum WhenTaken {
    /** It is refused. */
    FAIL,
    /** It is answered with that execution. */
    EXISTING;

    /** Its name in a playbook. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    static List<String> keys() {
      return Stream.of(values()).map(WhenTaken::key).toList();
    }
  }
}
