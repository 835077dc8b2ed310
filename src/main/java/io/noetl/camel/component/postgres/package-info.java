/** The {@code postgres:} component: SQL on PostgreSQL in any route, over camel-jdbc. */
@NullMarked
package io.noetl.camel.component.postgres;

import org.jspecify.annotations.NullMarked;
