/** Calls of a big loop's items, spread over the replicas. */
@NullMarked
package io.noetl.camel.component.share;

import org.jspecify.annotations.NullMarked;
