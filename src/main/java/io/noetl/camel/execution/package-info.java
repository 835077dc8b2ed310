/** The run: executions, tokens, outcomes, leases and recovery. */
@NullMarked
package io.noetl.camel.execution;

import org.jspecify.annotations.NullMarked;
