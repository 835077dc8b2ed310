/** Examines the database, and what stands in it, for what will hurt. */
@NullMarked
package io.noetl.camel.store.doctor;

import org.jspecify.annotations.NullMarked;
