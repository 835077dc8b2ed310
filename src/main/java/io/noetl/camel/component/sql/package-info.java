/** What the SQL endpoints share: scripts over camel-jdbc, on one connection a message. */
@NullMarked
package io.noetl.camel.component.sql;

import org.jspecify.annotations.NullMarked;
