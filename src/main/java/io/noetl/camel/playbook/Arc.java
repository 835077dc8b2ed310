package io.noetl.camel.playbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code next.arcs}.
 *
 * @param index its place, from 0
 * @param when the condition, a template or {@code true}; null where it always matches
 * @param success the event names that it is tried with when the step succeeded
 * @param failure the event names that it is tried with when the step failed; none where it says
 *     nothing of failures
 * @param afterLoop whether it tests {@code loop.done}
 * @param aboutErrors whether it tests {@code output.status}, {@code output.error} or {@code error}
 * @param target where it leads
 * @param set what it writes when it is taken
 * @param pointer JSON pointer of the entry
 */
public record Arc(
    int index,
    @Nullable String when,
    List<String> success,
    List<String> failure,
    boolean afterLoop,
    boolean aboutErrors,
    Target target,
    Assignments set,
    String pointer) {}
