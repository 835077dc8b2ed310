package io.noetl.camel.execution;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.CommitLog;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * What the runs of a replica share.
 *
 * @param ids ids of events and executions
 * @param clock the time of events
 * @param json columns of events
 * @param writer commits
 * @param dispatcher begins routes
 * @param logs takes what steps print
 * @param settings bounds
 * @param ended told of each run that has ended, after its last commit
 * @param bounded told of each run of which a part has begun that is stopped after some time
 * @param lost told of each run that another owner has
 */
record RunServices(
    SnowflakeIds ids,
    Clock clock,
    Json json,
    CommitLog writer,
    Dispatcher dispatcher,
    StepLogSink logs,
    RunSettings settings,
    Consumer<Run> ended,
    Consumer<Run> bounded,
    Consumer<Run> lost) {}
