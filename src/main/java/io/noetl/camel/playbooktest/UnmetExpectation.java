package io.noetl.camel.playbooktest;

import java.util.List;

/**
 * One expectation that did not hold.
 *
 * @param line its line in the file of tests
 * @param pointer JSON pointer of what was expected
 * @param message what it is about
 * @param details what was expected and what came, line by line
 */
public record UnmetExpectation(int line, String pointer, String message, List<String> details) {}
