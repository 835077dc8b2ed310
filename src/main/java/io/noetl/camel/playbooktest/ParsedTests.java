package io.noetl.camel.playbooktest;

import io.noetl.camel.playbook.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a file of tests gave.
 *
 * @param file null where it is refused
 * @param problems errors and warnings, in the order of the document
 */
public record ParsedTests(@Nullable TestFile file, List<Problem> problems) {}
