package io.noetl.camel.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an execution has come, read from its events.
 *
 * @param currentStep the step that was entered last; null before the first
 * @param completedSteps steps that succeeded, in the order in which they first did
 * @param variables workload, results of steps by their name, and variables set by clients
 */
public record ExecutionProgress(
    @Nullable String currentStep,
    List<String> completedSteps,
    Map<String, @Nullable Object> variables) {}
