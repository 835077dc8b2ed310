/** Calls of tools that replicas make for each other. */
@NullMarked
package io.noetl.camel.store.call;

import org.jspecify.annotations.NullMarked;
