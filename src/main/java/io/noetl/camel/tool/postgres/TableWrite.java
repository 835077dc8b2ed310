package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.sql.SqlName;
import java.util.List;

/**
 * Rows for a table.
 *
 * @param table the table
 * @param columns the names that the values of a row have, in their order
 * @param mode what happens to the rows that are there
 * @param key the columns that identify a row, for an upsert; empty for the primary key
 */
public record TableWrite(SqlName table, List<String> columns, WriteMode mode, List<String> key) {}
