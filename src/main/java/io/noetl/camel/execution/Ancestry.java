package io.noetl.camel.execution;

import org.jspecify.annotations.Nullable;

/**
 * Where an execution stands below others.
 *
 * @param root the execution at the top; its own id where it has no parent
 * @param depth how many are above it
 * @param restricted whether it, or one above it, is restricted
 * @param traceparent the span that it stands below, as W3C's header says it; null where it begins a
 *     trace of its own
 */
public record Ancestry(long root, int depth, boolean restricted, @Nullable String traceparent) {

  /** Of an execution that begins a trace of its own. */
  public Ancestry(long root, int depth, boolean restricted) {
    this(root, depth, restricted, null);
  }
}
