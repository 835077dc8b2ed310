package io.noetl.camel.playbook;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many executions of a playbook begin within a while. What is beyond it waits.
 *
 * @param limit the most, 1 or more
 * @param per within any such while
 * @param key a template; executions for which it gives the same text count together. Null where all
 *     do
 * @param pointer where it is written
 */
public record Rate(int limit, Period per, @Nullable String key, String pointer) {

  /** How long a while is. */
  public enum Period {
    SECOND(1),
    MINUTE(60),
    HOUR(3600);

    private final int seconds;

    Period(int seconds) {
      this.seconds = seconds;
    }

    /** Its length. */
    public int seconds() {
      return seconds;
    }

    /** Its name in a playbook. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    static List<String> keys() {
      return Stream.of(values()).map(Period::key).toList();
    }
  }
}
