package io.noetl.camel.playbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a step's or tool's {@code retry}: the first whose condition holds is used.
 *
 * @param when the condition, null for: after an error
 * @param policy attempts and delays
 * @param nextPage the call of the next page; null where this is about errors
 * @param collect how pages are put together; null for none
 * @param sinks for each page
 */
public record RetryRule(
    @Nullable String when,
    RetryPolicy policy,
    Action.@Nullable NextPage nextPage,
    Action.@Nullable Collect collect,
    List<Action.Sink> sinks) {}
