package io.noetl.camel.template.python;

import io.noetl.camel.template.TemplateLimits;

/** Counts what one use of a template takes, and ends it at a bound. */
public final class Meter {
  private final TemplateLimits limits;
  private long iterations;
  private int depth;

  /** Counts against the limits. */
  public Meter(TemplateLimits limits) {
    this.limits = limits;
  }

  /** One turn of a loop, or one item made or visited. */
  public void step() {
    steps(1);
  }

  /** So many turns or items. */
  public void steps(long count) {
    iterations += count;
    if (count < 0 || iterations > limits.maxIterations()) {
      throw exceeded(
          "loops and lists of more than " + limits.maxIterations() + " items in all",
          "maxIterations",
          "let a query or a step of its own work on that much data");
    }
  }

  /** A text of so many characters comes into being. */
  public void text(long length) {
    if (length < 0 || length > limits.maxOutput()) {
      throw exceeded(
          "a text of more than " + limits.maxOutput() + " characters",
          "maxOutput",
          "pass big data by reference");
    }
  }

  /** A macro or a recursive loop begins. */
  public void enter() {
    if (++depth > limits.maxDepth()) {
      throw new PyError(
          "RecursionError",
          "more than " + limits.maxDepth() + " calls within each other (limit: maxDepth)",
          "end the recursion of the macro or loop");
    }
  }

  /** A macro or a recursive loop ends. */
  public void leave() {
    depth--;
  }

  private static PyError exceeded(String what, String limit, String cure) {
    return new PyError("SecurityError", what + " (limit: " + limit + ")", cure);
  }
}
