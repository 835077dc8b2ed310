package io.noetl.camel.template.compile;

/**
 * A variable.
 *
 * @param function whose it is
 * @param slot its place there
 */
record Variable(FunctionScope function, int slot) {}
