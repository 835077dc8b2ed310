package io.noetl.camel.execution.control;

import io.noetl.camel.execution.LoggedEvent;
import io.noetl.camel.store.event.NewEvent;

/**
 * An event of an execution's log.
 *
 * @param row as it is stored
 * @param event its columns read
 */
record LogEntry(NewEvent row, LoggedEvent event) {}
