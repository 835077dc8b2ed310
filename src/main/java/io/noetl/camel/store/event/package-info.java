/** The event log and the state row of executions, written in groups. */
@NullMarked
package io.noetl.camel.store.event;

import org.jspecify.annotations.NullMarked;
