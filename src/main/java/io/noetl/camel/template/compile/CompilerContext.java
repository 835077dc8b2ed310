package io.noetl.camel.template.compile;

import io.noetl.camel.template.runtime.Library;

/**
 * What is the same for all parts of a template.
 *
 * @param library the filters and tests
 * @param folding what computes constants
 * @param findings what is learned on the way
 */
record CompilerContext(Library library, Folding folding, Findings findings) {}
