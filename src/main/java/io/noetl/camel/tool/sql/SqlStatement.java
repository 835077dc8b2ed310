package io.noetl.camel.tool.sql;

/**
 * One statement of a script.
 *
 * @param text the statement, without the blanks and comments around it and without its semicolon
 * @param line the 1-based line of the script on which it begins
 */
public record SqlStatement(String text, int line) {}
