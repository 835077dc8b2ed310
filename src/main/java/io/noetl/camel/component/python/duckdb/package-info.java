/** The Java side of the module {@code duckdb} that code on GraalPy imports. */
@NullMarked
package io.noetl.camel.component.python.duckdb;

import org.jspecify.annotations.NullMarked;
