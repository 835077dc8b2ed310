/** A server in this process: the application and its embedded PostgreSQL. */
@NullMarked
package io.noetl.camel.cli.local;

import org.jspecify.annotations.NullMarked;
