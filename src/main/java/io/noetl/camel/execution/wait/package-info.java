/** What steps wait for without a thread: times and signals. */
@NullMarked
package io.noetl.camel.execution.wait;

import org.jspecify.annotations.NullMarked;
