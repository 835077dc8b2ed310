package io.noetl.camel.execution.wait;

/**
 * Names a wait.
 *
 * @param executionId the execution that waits
 * @param call the call that waits, with its attempt; unique in the execution
 */
public record WaitKey(long executionId, String call) {}
