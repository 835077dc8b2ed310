package io.noetl.camel.api.access;

import java.time.Clock;

/** How often a caller may call, and how often an address without a good key is told why not. */
public final class RequestLimits {
  private final TokenBuckets calls;
  private final TokenBuckets failures;
  private final boolean limited;
  private final boolean failuresLimited;

  /**
   * Makes the limits.
   *
   * @param callsPerMinute for each caller; 0 for no limit
   * @param failuresPerMinute for each address; 0 for no limit
   */
  public RequestLimits(int callsPerMinute, int failuresPerMinute, Clock clock) {
    this.limited = callsPerMinute > 0;
    this.calls = new TokenBuckets(Math.max(1, callsPerMinute), clock);
    this.failuresLimited = failuresPerMinute > 0;
    this.failures = new TokenBuckets(Math.max(1, failuresPerMinute), clock);
  }

  /** Counts a call; false when it is one too many. */
  boolean mayCall(String caller) {
    return !limited || calls.take(caller);
  }

  /** Counts a failure of an address; false when it is one too many. */
  boolean mayFail(String address) {
    return !failuresLimited || failures.take(address);
  }
}
