package io.noetl.camel.component.python;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How CPython workers run.
 *
 * @param executable the interpreter: a path, or a name that is looked up on the PATH
 * @param warm how many workers are kept ready; 0 starts the first at the first call
 * @param most how many workers there may be
 * @param callsPerWorker after how many calls a worker is replaced by a new one
 * @param memoryBytes how much address space a worker may have; 0 for no bound
 * @param cpu how much processor time one call may take; null for no bound
 * @param fileBytes how long a file may become that a worker writes; 0 for no bound
 * @param processes how many processes and threads a worker may add to those of its user; 0 for no
 *     bound. The system does not bound its administrator
 * @param packages a folder of packages that code may import; null where there is none
 */
public record CPythonSettings(
    String executable,
    int warm,
    int most,
    int callsPerWorker,
    long memoryBytes,
    @Nullable Duration cpu,
    long fileBytes,
    int processes,
    @Nullable Path packages) {

  /** {@code $NOETL_PYTHON}, else {@code python3}; four workers a core, 4 GiB each. */
  public static CPythonSettings defaults() {
    String named = System.getenv("NOETL_PYTHON");
    return new CPythonSettings(
        named == null || named.isBlank() ? "python3" : named,
        0,
        4 * Runtime.getRuntime().availableProcessors(),
        20_000,
        4L << 30,
        null,
        16L << 30,
        512,
        PythonSettings.packagesFolder());
  }

  /** The same with another interpreter. */
  public CPythonSettings withExecutable(String path) {
    return new CPythonSettings(
        path, warm, most, callsPerWorker, memoryBytes, cpu, fileBytes, processes, packages);
  }

  /** The same with other bounds for one worker. */
  public CPythonSettings withLimits(long bytes, @Nullable Duration time) {
    return new CPythonSettings(
        executable, warm, most, callsPerWorker, bytes, time, fileBytes, processes, packages);
  }

  /** The same with other bounds for what a worker leaves on the machine. */
  public CPythonSettings withOutput(long newFileBytes, int newProcesses) {
    return new CPythonSettings(
        executable,
        warm,
        most,
        callsPerWorker,
        memoryBytes,
        cpu,
        newFileBytes,
        newProcesses,
        packages);
  }

  /** The same with another folder of packages. */
  public CPythonSettings withPackages(@Nullable Path folder) {
    return new CPythonSettings(
        executable, warm, most, callsPerWorker, memoryBytes, cpu, fileBytes, processes, folder);
  }

  /** The same with another number of workers. */
  public CPythonSettings withWorkers(int newWarm, int newMost) {
    return new CPythonSettings(
        executable,
        newWarm,
        newMost,
        callsPerWorker,
        memoryBytes,
        cpu,
        fileBytes,
        processes,
        packages);
  }

  PythonSettings pool() {
    return new PythonSettings(
        warm, most, callsPerWorker, Duration.ofMillis(20), Duration.ZERO, 1, packages);
  }
}
