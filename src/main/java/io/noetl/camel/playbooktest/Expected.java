package io.noetl.camel.playbooktest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to come of a test. Values are subsets unless {@code exact}: of a map the named members,
 * of a list each item.
 *
 * @param status COMPLETED, FAILED or CANCELLED
 * @param path the steps that run, in the order in which they begin; null for any
 * @param notReached steps that don't run
 * @param steps what is called, by step
 * @param sinks what is stored, by step
 * @param logs lines that are written
 * @param result the execution's; none for any
 * @param exact whether values have to be equal
 * @param checks conditions over what the playbook knows at its end
 * @param error a part of the execution's error; null for any
 * @param took how long it takes in the time of the test; null for any
 * @param pointer where it stands
 */
public record Expected(
    String status,
    @Nullable List<PathPart> path,
    List<String> notReached,
    Map<String, Calls> steps,
    Map<String, Calls> sinks,
    List<Line> logs,
    Optional<Value> result,
    boolean exact,
    List<String> checks,
    @Nullable String error,
    @Nullable Duration took,
    String pointer) {

  /** A value that may be null. */
  public record Value(@Nullable Object value) {}

  /**
   * What is expected of the calls of a step.
   *
   * @param calls how many; null for any
   * @param rows how many rows a sink gets in all; null for any
   * @param fields {@code input}, {@code request}, {@code result}, {@code error}, {@code data}: of
   *     the last call, or a list of one for each
   * @param pointer where it stands
   */
  public record Calls(
      @Nullable Integer calls,
      @Nullable Integer rows,
      Map<String, @Nullable Object> fields,
      String pointer) {}

  /** A line of a step's log. */
  public record Line(@Nullable String step, String contains) {}

  /** A part of a path. */
  public sealed interface PathPart {
    /** A step. */
    record One(String step) implements PathPart {}

    /** Branches that run side by side: the order holds within each. */
    record AnyOrder(List<List<String>> branches) implements PathPart {}
  }
}
