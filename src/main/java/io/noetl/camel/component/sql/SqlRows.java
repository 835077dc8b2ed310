package io.noetl.camel.component.sql;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a statement.
 *
 * @param columns the names of the columns
 * @param rows the rows, each a map by column, with JSON-like values
 */
public record SqlRows(List<String> columns, List<Map<String, @Nullable Object>> rows) {}
