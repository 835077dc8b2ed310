/** Tells people and services what has become of executions. */
@NullMarked
package io.noetl.camel.tool.notify;

import org.jspecify.annotations.NullMarked;
