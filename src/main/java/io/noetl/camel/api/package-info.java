/** What the REST routes call. */
@NullMarked
package io.noetl.camel.api;

import org.jspecify.annotations.NullMarked;
