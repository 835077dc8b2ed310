/** The SQL console: statements that clients send, on databases that they may reach. */
@NullMarked
package io.noetl.camel.store.console;

import org.jspecify.annotations.NullMarked;
