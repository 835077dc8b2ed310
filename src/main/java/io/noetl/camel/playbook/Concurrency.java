package io.noetl.camel.playbook;

import org.jspecify.annotations.Nullable;

/**
 * How many executions of a playbook run at a time; the others wait.
 *
 * @param limit the most, 1 or more
 * @param key a template; executions for which it gives the same text count together. Null where all
 *     do
 */
public record Concurrency(int limit, @Nullable String key) {}
