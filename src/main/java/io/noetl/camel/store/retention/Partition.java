package io.noetl.camel.store.retention;

/**
 * A range of executions whose events, step logs and results lie in tables of their own.
 *
 * @param suffix what its tables are called behind their parents' names: {@code 20261123} or {@code
 *     first}
 * @param from the smallest execution id
 * @param to the smallest that is not in it
 */
public record Partition(String suffix, long from, long to) {}
