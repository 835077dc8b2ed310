/** Who may call, and what was done: API keys and the audit log. */
@NullMarked
package io.noetl.camel.store.access;

import org.jspecify.annotations.NullMarked;
