/**
 * The door of DuckDB's native code: each connection that its library or an extension opens is
 * judged in the moment it is opened, whatever SQL led there.
 */
@NullMarked
package io.noetl.camel.component.duckdb.gate;

import org.jspecify.annotations.NullMarked;
