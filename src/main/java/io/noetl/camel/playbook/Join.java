package io.noetl.camel.playbook;

/**
 * How many of the branches that lead to a step it waits for.
 *
 * @param count so many; 0 for all that can still come
 */
public record Join(int count) {
  /** Waits for every branch that can still come. */
  public static final Join ALL = new Join(0);

  /** Runs with the first branch that comes. */
  public static final Join ANY = new Join(1);

  /** Whether it waits for every branch that can still come. */
  public boolean isAll() {
    return count == 0;
  }
}
