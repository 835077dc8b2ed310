/** The duckdb tool. */
@NullMarked
package io.noetl.camel.component.duckdb;

import org.jspecify.annotations.NullMarked;
