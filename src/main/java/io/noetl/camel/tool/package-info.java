/** What the tool kinds share: calls, credentials in use, connection pools, sinks. */
@NullMarked
package io.noetl.camel.tool;

import org.jspecify.annotations.NullMarked;
