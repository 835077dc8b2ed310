package io.noetl.camel.app;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much runs on this replica; what has no room waits in the table.
 *
 * @param maxExecutions executions at a time, children not counted
 * @param maxTokens open tokens at a time
 * @param maxSiblings children of one parent at a time, when there are other replicas
 * @param maxDepth how many executions may stand above one another
 * @param maxTree how many executions below one may be open here
 */
@ConfigurationProperties("noetl.engine")
public record EngineProperties(
    @DefaultValue("2000") int maxExecutions,
    @DefaultValue("20000") int maxTokens,
    @DefaultValue("16") int maxSiblings,
    @DefaultValue("50") int maxDepth,
    @DefaultValue("10000") int maxTree) {}
