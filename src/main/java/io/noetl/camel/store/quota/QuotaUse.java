package io.noetl.camel.store.quota;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A quota, and what is used of it now.
 *
 * @param open executions that were let in and have not ended
 * @param waiting executions that wait for it, or for another quota that they come under, too
 * @param pythonSeconds used in this hour or day; 0 where they are not bounded
 * @param periodEnds when they begin anew; null where they are not bounded
 * @param changedBy who set it; null where nobody is known
 */
public record QuotaUse(
    Quota quota,
    long open,
    long waiting,
    double pythonSeconds,
    @Nullable Instant periodEnds,
    Instant changedAt,
    @Nullable String changedBy) {

  /** How many more it lets in. */
  public long free() {
    if (isPythonUsedUp()) {
      return 0;
    }
    Integer most = quota.mostOpen();
    return most == null ? Long.MAX_VALUE : Math.max(0, most - open);
  }

  /** Whether Python has run as long as it may, in this hour or day. */
  public boolean isPythonUsedUp() {
    Quota.PythonTime python = quota.python();
    return python != null && pythonSeconds >= python.seconds();
  }

  /** What it lacks, as a sentence; how much it has where it lacks nothing. */
  public String said() {
    Quota.PythonTime python = quota.python();
    return python != null && isPythonUsedUp()
        ? "Of the quota %s all %d seconds of Python of this %s are used up; the next begins at %s"
            .formatted(quota.label(), python.seconds(), python.per().key(), periodEnds)
        : "Of the quota %s %d of %s executions are open"
            .formatted(
                quota.label(),
                open,
                quota.mostOpen() == null ? "any number of" : quota.mostOpen().toString());
  }
}
