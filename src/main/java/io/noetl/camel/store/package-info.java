/** What stands in PostgreSQL: catalog, credentials, keychain, variables, the event log. */
@NullMarked
package io.noetl.camel.store;

import org.jspecify.annotations.NullMarked;
