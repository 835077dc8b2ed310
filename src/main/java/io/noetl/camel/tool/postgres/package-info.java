/** The postgres tool, its connection pools, and what PostgreSQL's values are in JSON. */
@NullMarked
package io.noetl.camel.tool.postgres;

import org.jspecify.annotations.NullMarked;
