package io.noetl.camel.component.python;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How Python runs.
 *
 * @param warm how many interpreters are kept ready (expected: >= 1)
 * @param most how many interpreters there may be: calls that wait (a request, a sleep) hold one
 * @param callsPerInterpreter after how many calls an interpreter is replaced by a new one
 * @param growAfter how long a call waits for a free interpreter before another one is made
 * @param stopWithin how long stopped code may take to end before its interpreter is closed by force
 * @param packages the folder of pure-Python packages; null where there is none
 * @param environment the environment variables that code sees: no others
 */
public record PythonSettings(
    int warm,
    int most,
    int callsPerInterpreter,
    Duration growAfter,
    Duration stopWithin,
    @Nullable Path packages,
    Map<String, String> environment) {

  public PythonSettings {
    if (warm < 1 || most < warm) {
      throw new IllegalArgumentException(
          "warm: " + warm + ", most: " + most + " (expected: 1 <= warm <= most)");
    }
    environment = Map.copyOf(environment);
  }

  /** One interpreter a core, up to eight times as many while calls wait, no packages. */
  public static PythonSettings defaults() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new PythonSettings(
        cores,
        8 * cores,
        20_000,
        Duration.ofMillis(50),
        Duration.ofSeconds(2),
        null,
        harmless(System.getenv()));
  }

  /** The same with another number of interpreters. */
  public PythonSettings withInterpreters(int newWarm, int newMost) {
    return new PythonSettings(
        newWarm, newMost, callsPerInterpreter, growAfter, stopWithin, packages, environment);
  }

  /** The same with a folder of packages. */
  public PythonSettings withPackages(@Nullable Path folder) {
    return new PythonSettings(
        warm, most, callsPerInterpreter, growAfter, stopWithin, folder, environment);
  }

  /** What of an environment holds no secret: language, time zone, home, path, temporary folder. */
  private static Map<String, String> harmless(Map<String, String> all) {
    Map<String, String> kept = new TreeMap<>(all);
    kept.keySet().removeIf(name -> !name.matches("PATH|HOME|LANG|LC_\\w+|TZ|TMPDIR|USER"));
    return kept;
  }
}
