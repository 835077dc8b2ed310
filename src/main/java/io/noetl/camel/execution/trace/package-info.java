/** Names the spans of an execution, so that whoever owns it gives them the same ids. */
@NullMarked
package io.noetl.camel.execution.trace;

import org.jspecify.annotations.NullMarked;
