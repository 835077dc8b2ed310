package io.noetl.camel.playbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a document gave.
 *
 * @param playbook what could be read, to look for further problems in; null when nothing could
 * @param problems errors and warnings, in the order of the document
 */
public record ParsedPlaybook(@Nullable Playbook playbook, List<Problem> problems) {}
