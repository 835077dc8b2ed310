/** Quotas of labels, and what is used of them. */
@NullMarked
package io.noetl.camel.store.quota;

import org.jspecify.annotations.NullMarked;
