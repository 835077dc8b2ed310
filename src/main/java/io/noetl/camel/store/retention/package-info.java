/** Partitions of logs and results by time, and dropping what is old. */
@NullMarked
package io.noetl.camel.store.retention;

import org.jspecify.annotations.NullMarked;
