/** Talks to a server: its address, its replies. */
@NullMarked
package io.noetl.camel.cli.client;

import org.jspecify.annotations.NullMarked;
