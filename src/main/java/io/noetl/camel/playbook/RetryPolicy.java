package io.noetl.camel.playbook;

import org.jspecify.annotations.Nullable;

/**
 * When and how often a failed call is made again. Durations are seconds.
 *
 * @param maxAttempts calls in all, the first one included
 * @param initialDelay before the second call
 * @param backoffMultiplier what each further delay is multiplied by; 1 for a fixed delay
 * @param maxDelay no delay is longer
 * @param jitter whether a delay is multiplied by a random number from 0.5 to 1.5
 * @param retryWhen condition for another call; null for: after an error
 * @param stopWhen condition that ends it; null for none
 * @param pointer JSON pointer of the policy
 */
public record RetryPolicy(
    int maxAttempts,
    double initialDelay,
    double backoffMultiplier,
    double maxDelay,
    boolean jitter,
    @Nullable String retryWhen,
    @Nullable String stopWhen,
    String pointer) {

  static final int DEFAULT_ATTEMPTS = 3;
  static final double DEFAULT_DELAY = 1.0;
  static final double DEFAULT_BACKOFF = 2.0;
  static final double DEFAULT_MAX_DELAY = 60.0;
}
