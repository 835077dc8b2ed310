package io.noetl.camel.playbooktest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What answers in the stead of a step's calls.
 *
 * @param call for its tool; null where that is called all the same
 * @param sink for its sinks; null where they are called all the same
 * @param claims the rows that each claim of its cursor gives, in order, and then none; null where
 *     it claims all the same
 * @param pointer where it stands
 */
public record Mock(
    @Nullable Answers call,
    @Nullable Answers sink,
    @Nullable List<List<?>> claims,
    String pointer) {}
