package io.noetl.camel.store.quota;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much the executions with a label may have together. Those that others called belong to the
 * ones that called them.
 *
 * @param label which ones
 * @param mostOpen how many are open at a time; null for no bound
 * @param whenFull what becomes of one that finds nothing left
 * @param python how long their Python code may run; null for no bound
 */
public record Quota(
    Label label, @Nullable Integer mostOpen, WhenFull whenFull, @Nullable PythonTime python) {
  /** Who owns an execution that waits for a quota: no server has this name. */
  public static final String OWNER = "quota";

  /** A label: {@code team=data}. */
  public record Label(String name, String value) {

    /** Whether an execution with these labels has it. */
    public boolean isOf(Map<String, String> labels) {
      return value.equals(labels.get(name));
    }

    @Override
    public String toString() {
      return name + "=" + value;
    }
  }

  /** What becomes of an execution that finds nothing left. */
  public enum WhenFull {
    /** It waits. */
    QUEUE,
    /** It is refused. */
    FAIL;

    /** As playbooks and clients write it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How long Python code may run within each hour or day, which begin with those of UTC.
   *
   * @param seconds by the clock, of all calls together
   */
  public record PythonTime(long seconds, Period per) {}

  /** A while that begins anew by the calendar of UTC. */
  public enum Period {
    /** From minute 0 to minute 59. */
    HOUR,
    /** From 0:00 to 23:59. */
    DAY;

    /** As the database and clients write it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
