/** SQL text: statements, placeholders, identifiers. */
@NullMarked
package io.noetl.camel.tool.sql;

import org.jspecify.annotations.NullMarked;
