package io.noetl.camel.component.sql;

/**
 * The names of the headers that an answer has.
 *
 * @param rowCount how many rows the body has
 * @param updateCount how many rows the statements have changed
 * @param columnNames the columns of the rows, in order
 */
public record SqlHeaders(String rowCount, String updateCount, String columnNames) {}
