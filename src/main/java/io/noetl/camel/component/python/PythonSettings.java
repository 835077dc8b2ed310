package io.noetl.camel.component.python;

import io.noetl.camel.tool.HomeFolder;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How Python runs.
 *
 * @param warm how many interpreters are kept ready
 * @param most how many interpreters there may be: calls that wait (a request, a sleep) hold one
 * @param callsPerInterpreter after how many calls an interpreter is replaced by a new one
 * @param growAfter how long a call waits for a free interpreter before another one is made
 * @param stopWithin how long stopped code may take to end before its interpreter is closed by force
 * @param heapShare how much of the Java heap may be in use, 0 to 1, before the call that has
 *     allocated most is stopped
 * @param packages the folder of pure-Python packages; null where there is none
 */
public record PythonSettings(
    int warm,
    int most,
    int callsPerInterpreter,
    Duration growAfter,
    Duration stopWithin,
    double heapShare,
    @Nullable Path packages) {

  public PythonSettings {
    if (warm < 0 || most < Math.max(1, warm)) {
      throw new IllegalArgumentException(
          "warm: " + warm + ", most: " + most + " (expected: 0 <= warm <= most, 1 <= most)");
    }
  }

  /** Gives {@code $NOETL_PYTHON_PACKAGES}, else {@code python-packages} in the home folder. */
  public static Path packagesFolder() {
    return HomeFolder.folder(System.getenv(), "NOETL_PYTHON_PACKAGES", "python-packages");
  }

  /** One interpreter a core, up to eight times as many while calls wait; the usual packages. */
  public static PythonSettings defaults() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new PythonSettings(
        cores,
        8 * cores,
        20_000,
        Duration.ofMillis(50),
        Duration.ofSeconds(2),
        0.9,
        packagesFolder());
  }

  /** The same with another number of interpreters. */
  public PythonSettings withInterpreters(int newWarm, int newMost) {
    return new PythonSettings(
        newWarm, newMost, callsPerInterpreter, growAfter, stopWithin, heapShare, packages);
  }

  /** The same with another bound on the heap. */
  public PythonSettings withHeapShare(double share) {
    return new PythonSettings(
        warm, most, callsPerInterpreter, growAfter, stopWithin, share, packages);
  }

  /** The same with interpreters that are replaced after so many calls. */
  public PythonSettings withCallsPerInterpreter(int calls) {
    return new PythonSettings(warm, most, calls, growAfter, stopWithin, heapShare, packages);
  }

  /** The same with a folder of packages. */
  public PythonSettings withPackages(@Nullable Path folder) {
    return new PythonSettings(
        warm, most, callsPerInterpreter, growAfter, stopWithin, heapShare, folder);
  }
}
