package io.noetl.camel.tool.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement with the values of its placeholders.
 *
 * @param statement the statement as the user wrote it
 * @param jdbc the statement with {@code ?} for each value; the user's text where there is no value
 * @param values the values, in the order of the placeholders
 */
public record BoundSql(SqlStatement statement, String jdbc, List<@Nullable Object> values) {}
