package io.noetl.camel.execution;

/**
 * Where an execution stands below others.
 *
 * @param root the execution at the top; its own id where it has no parent
 * @param depth how many are above it
 * @param restricted whether it, or one above it, is restricted
 */
public record Ancestry(long root, int depth, boolean restricted) {}
