package io.noetl.camel.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How much is done.
 *
 * @param seed of the load and the faults
 * @param kills processes that are killed
 * @param most time after which no more is done
 * @param replicas servers
 * @param unfinished executions under way at a time
 * @param pauseMillis the longest time between two faults
 * @param stopMillis how long a stopped process stands still
 * @param rolling whether servers are restarted in good order instead, one after the other
 * @param trains whether a start-up cache is made first, which needs a class path of jars
 * @param work folder of data and logs
 * @param java the java command with its options and the class path
 */
record CrashOptions(
    long seed,
    int kills,
    Duration most,
    int replicas,
    int unfinished,
    int pauseMillis,
    int stopMillis,
    boolean rolling,
    boolean trains,
    Path work,
    List<String> java) {}
