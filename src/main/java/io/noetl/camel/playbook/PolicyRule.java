package io.noetl.camel.playbook;

import org.jspecify.annotations.Nullable;

/**
 * One rule of {@code spec.policy.rules}: the first that matches a call decides.
 *
 * @param when the condition; null for {@code else}, which always matches
 * @param decision what it decides
 * @param set what it writes first
 * @param pointer JSON pointer of the rule
 */
public record PolicyRule(
    @Nullable String when, Decision decision, Assignments set, String pointer) {

  /** What happens after a call. */
  public sealed interface Decision {}

  /** Nothing is said: as without a rule, a success goes on and an error fails. */
  public record Unsaid() implements Decision {}

  /** The next task. */
  public record Continue() implements Decision {}

  /**
   * The same task again, until so many calls are made.
   *
   * @param attempts calls in all, a number or a template
   * @param backoff how the delay grows
   * @param delay seconds, a number or a template
   * @param pointer JSON pointer of the map that holds them
   */
  public record Retry(Object attempts, Backoff backoff, Object delay, String pointer)
      implements Decision {}

  /**
   * Goes to a task.
   *
   * @param task its index
   */
  public record Jump(int task) implements Decision {}

  /** The list ends, successfully. */
  public record Break() implements Decision {}

  /** The list fails. */
  public record Fail() implements Decision {}

  /** How a delay grows from call to call. */
  public enum Backoff {
    CONSTANT,
    LINEAR,
    EXPONENTIAL;

    /** The delay before the call that follows so many. */
    public double after(int calls, double delay) {
      return switch (this) {
        case CONSTANT -> delay;
        case LINEAR -> delay * calls;
        case EXPONENTIAL -> delay * Math.pow(2, calls - 1.0);
      };
    }
  }
}
