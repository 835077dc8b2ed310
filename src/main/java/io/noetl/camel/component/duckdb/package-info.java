/** The {@code duckdb} tool: SQL on an execution's own DuckDB database. */
@NullMarked
package io.noetl.camel.component.duckdb;

import org.jspecify.annotations.NullMarked;
