package io.noetl.camel.playbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code set} of today's dialect: what is written, and into which scope.
 *
 * @param entries in the order of the document
 * @param pointer JSON pointer of the map
 */
public record Assignments(List<Assignment> entries, String pointer) {
  /** Nothing is written. */
  public static final Assignments NONE = new Assignments(List.of(), "");

  /** Where a value goes. */
  public enum Scope {
    /** The execution. */
    CTX,
    /** One iteration of a loop. */
    ITER,
    /** One run of the step. */
    STEP,
    /** The list of tasks, by a bare name in a task's own {@code set}. */
    LOCAL
  }

  /**
   * One value.
   *
   * @param scope where it goes
   * @param path its name, and the members below it
   * @param value a template or a value
   * @param pointer JSON pointer of the value
   */
  public record Assignment(
      Scope scope, List<String> path, @Nullable Object value, String pointer) {}

  /** Whether nothing is written. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }
}
