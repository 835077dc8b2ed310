/** The {@code tool:}, {@code python:} and {@code duckdb:} components: a step's call of its tool. */
@NullMarked
package io.noetl.camel.component.tool;

import org.jspecify.annotations.NullMarked;
