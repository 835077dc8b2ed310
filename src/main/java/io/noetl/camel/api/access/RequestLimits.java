package io.noetl.camel.api.access;

import java.time.Clock;

/** How often one may call, and how often one may try a key that is wrong. */
public final class RequestLimits {
  private static final int FAILURES_PER_MINUTE = 30;

  private final TokenBuckets calls;
  private final TokenBuckets failures;
  private final boolean limited;

  /**
   * Makes the limits.
   *
   * @param callsPerMinute for each caller; 0 for no limit
   */
  public RequestLimits(int callsPerMinute, Clock clock) {
    this.limited = callsPerMinute > 0;
    this.calls = new TokenBuckets(Math.max(1, callsPerMinute), clock);
    this.failures = new TokenBuckets(FAILURES_PER_MINUTE, clock);
  }

  /** Counts a call; false when it is one too many. */
  boolean mayCall(String caller) {
    return !limited || calls.take(caller);
  }

  /** Whether an address has not failed too often. */
  boolean mayTry(String address) {
    return failures.hasSome(address);
  }

  /** Counts a failure of an address. */
  void failed(String address) {
    failures.take(address);
  }
}
