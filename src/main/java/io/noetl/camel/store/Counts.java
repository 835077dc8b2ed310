package io.noetl.camel.store;

/**
 * How much there is, for dashboards and metrics.
 *
 * @param executions all
 * @param completed executions that succeeded
 * @param failed executions that failed
 * @param active executions that run or wait
 * @param playbooks playbooks in the catalog, each path once
 */
public record Counts(long executions, long completed, long failed, long active, long playbooks) {}
