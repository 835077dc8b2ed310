/** Sinks: where a case rule stores a step's result. */
@NullMarked
package io.noetl.camel.tool.sink;

import org.jspecify.annotations.NullMarked;
