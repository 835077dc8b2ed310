package io.noetl.camel.playbooktest;

import io.noetl.camel.execution.Outcome;
import java.time.Duration;

/**
 * One answer.
 *
 * @param outcome what the call ends with
 * @param takes how long it takes, in the time of the test
 * @param pointer where it stands
 */
public record Answer(Outcome outcome, Duration takes, String pointer) {}
