package io.noetl.camel.template.compile;

import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.runtime.Library;
import java.util.List;

/**
 * What is the same for all parts of a template.
 *
 * @param library the filters and tests
 * @param folding what computes constants
 * @param strictErrors what fails beforehand when undefined values are strict
 */
record CompilerContext(Library library, Folding folding, List<PyError> strictErrors) {}
