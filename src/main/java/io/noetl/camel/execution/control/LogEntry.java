package io.noetl.camel.execution.control;

import io.noetl.camel.execution.LoggedEvent;
import io.noetl.camel.store.event.EventRow;

/**
 * An event of an execution's log.
 *
 * @param row as it is stored
 * @param event its columns read
 */
record LogEntry(EventRow row, LoggedEvent event) {}
