/** Finds executions among many, and tells how the steps of one went. */
@NullMarked
package io.noetl.camel.store.search;

import org.jspecify.annotations.NullMarked;
