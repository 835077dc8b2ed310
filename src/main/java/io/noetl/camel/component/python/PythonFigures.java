package io.noetl.camel.component.python;

import org.jspecify.annotations.Nullable;

/**
 * How an engine stands.
 *
 * @param done calls that have given a result, since the start
 * @param failed calls that have not
 * @param busy interpreters that run code
 * @param idle interpreters that do not
 * @param waiting calls that wait for one
 * @param memoryBytes what the running calls have of memory: on GraalPy what they have allocated, on
 *     CPython what their processes hold
 * @param problem why the last interpreter could not be made; null where it could
 */
public record PythonFigures(
    long done,
    long failed,
    int busy,
    int idle,
    int waiting,
    long memoryBytes,
    @Nullable String problem) {
  /** Of an engine that nobody has used. */
  public static final PythonFigures NONE = new PythonFigures(0, 0, 0, 0, 0, 0, null);
}
